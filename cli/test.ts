import { parseCommandLine } from './arguments.ts';
import { buildSite } from './build.ts';
import { ensureChromium } from './chromium.ts';
import { note, print } from './output.ts';
import { runBrowserTests, runEngineTests, runFuzz, runPythonTests, runUnitTests } from './test-runners.ts';

const HELP = `npm test [-- --unit | --browser | --gpu | --fuzz]

Unit tests, engine tests on software WebGPU, browser tests and, where Python has numpy, the tests of the training code.
The last line says how many passed and failed.

  --unit      only what needs no browser
  --browser   only what needs a browser
  --gpu       only the long engine tests on WebGPU, which take minutes (npm run test:gpu)
  --fuzz      30,000 broken inputs over every parser (npm run test:fuzz)`;

export async function run(args: readonly string[]): Promise<number> {
  const { unit, browser, gpu, fuzz, help } = parseCommandLine('test', args, {
    unit: { type: 'boolean', default: false },
    browser: { type: 'boolean', default: false },
    gpu: { type: 'boolean', default: false },
    fuzz: { type: 'boolean', default: false },
    help: { type: 'boolean', short: 'h', default: false },
  });
  if (help) {
    print(HELP);
    return 0;
  }
  const all = unit === browser && !gpu && !fuzz;
  const counts = [];
  if (gpu) {
    await ensureChromium();
    counts.push(await runEngineTests('long'));
  }
  if (fuzz) counts.push(await runFuzz());
  if (all || unit) {
    note('Unit tests');
    counts.push(await runUnitTests(), await runPythonTests());
  }
  if (all || browser) {
    await ensureChromium();
    await buildSite();
    note('Engine tests');
    counts.push(await runEngineTests('short'));
    note('Browser tests');
    counts.push(await runBrowserTests());
  }
  const passed = counts.reduce((sum, count) => sum + count.passed, 0);
  const failed = counts.reduce((sum, count) => sum + count.failed, 0);
  print(`${passed} passed, ${failed} failed`);
  return failed === 0 ? 0 : 1;
}
