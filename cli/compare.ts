import { ProblemError } from '../src/control/errors.ts';
import { parseCommandLine } from './arguments.ts';
import { laneAsJson, laneAsText } from './lane-report.ts';
import { LIMIT_OPTIONS, LIMIT_OPTIONS_HELP, readLimits } from './limit-options.ts';
import { print } from './output.ts';
import { readRunOptions, RUN_OPTIONS, RUN_OPTIONS_HELP, STACK_HELP } from './run-options.ts';
import { UsageError } from './failure.ts';

const HELP = `npm run compare -- --prompt TEXT [options]

Runs one problem under several strategies with the same random numbers.

  --prompt TEXT                 the problem
${RUN_OPTIONS_HELP}
${LIMIT_OPTIONS_HELP}
  --json                        one line of JSON per lane
  --timings                     with times, which differ from run to run

${STACK_HELP}`;

export async function run(args: readonly string[]): Promise<number> {
  const texts = parseCommandLine('compare', args, {
    ...RUN_OPTIONS,
    ...LIMIT_OPTIONS,
    prompt: { type: 'string' },
    json: { type: 'boolean', default: false },
    timings: { type: 'boolean', default: false },
    help: { type: 'boolean', short: 'h', default: false },
  });
  if (texts.help) {
    print(HELP);
    return 0;
  }
  const { prompt } = texts;
  if (prompt === undefined)
    throw new UsageError('--prompt is missing.', 'Write the problem as --prompt "What is 47 + 38?"');
  if (prompt.trim() === '')
    throw new ProblemError('prompt-empty', 'The prompt is empty.', 'Write a problem after --prompt.');
  const { engine, sampling, ...rest } = readRunOptions(texts, { stacks: true });
  const limits = { ...readLimits(texts) };

  // Loaded late: a mistake on the command line is told without waiting for Vite and Playwright.
  const { openLaboratory } = await import('./laboratory.ts');
  const laboratory = await openLaboratory(engine);
  const lanes = await laboratory.compare({ prompt, sampling: { ...sampling }, limits, ...rest });
  const report = texts.json ? laneAsJson : laneAsText;
  for (const [index, lane] of lanes.entries()) print(report(lane, index, lanes, { timings: texts.timings }));
  return 0;
}
