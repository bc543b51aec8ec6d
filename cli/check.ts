import { parseCommandLine } from './arguments.ts';
import { checkBundleBudget } from './bundle-budget.ts';
import { runTool } from './child.ts';
import { checkDependencies } from './dependencies.ts';
import { checkFileLength } from './file-length.ts';
import { print } from './output.ts';

interface Step {
  readonly name: string;
  passes(): boolean | Promise<boolean>;
}

function tool(name: string, ...args: string[]): () => Promise<boolean> {
  return async () => (await runTool(name, args)) === 0;
}

const STEPS: readonly Step[] = [
  { name: 'format', passes: tool('oxfmt', '--check') },
  { name: 'lint', passes: tool('oxlint', '--type-aware', '--max-warnings', '0') },
  { name: 'types', passes: tool('tsc', '--noEmit') },
  { name: 'unit tests', passes: tool('vitest', 'run', '--reporter=dot') },
  { name: 'unused code', passes: tool('knip') },
  { name: 'licences and advisories', passes: checkDependencies },
  { name: 'file length', passes: checkFileLength },
  { name: 'bundle size', passes: checkBundleBudget },
];

/** The fast gate: everything that needs no browser. All steps run, so that one look shows all there is to mend. */
export async function run(args: readonly string[]): Promise<number> {
  parseCommandLine('check', args, {});
  const failed: string[] = [];
  for (const step of STEPS) {
    const started = performance.now();
    const passed = await step.passes();
    const seconds = ((performance.now() - started) / 1000).toFixed(1);
    print(`${passed ? 'pass' : 'FAIL'}  ${step.name}  ${seconds} s`);
    if (!passed) failed.push(step.name);
  }
  print(failed.length === 0 ? 'All checks pass.' : `Failed: ${failed.join(', ')}.`);
  return failed.length === 0 ? 0 : 1;
}
