import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as v from 'valibot';
import { runTool } from './child.ts';
import { note } from './output.ts';
import { ROOT } from './root.ts';
import { listFiles } from './source-files.ts';

export interface Count {
  readonly passed: number;
  readonly failed: number;
}

const vitestReport = v.object({ numPassedTests: v.number(), numFailedTests: v.number(), success: v.boolean() });
const playwrightReport = v.object({
  stats: v.object({ expected: v.number(), unexpected: v.number(), flaky: v.number() }),
  errors: v.array(v.unknown()),
});

/** A runner that fails without a failed test (a file that does not load, a report that is missing) counts as one failure. */
function withExitCode({ passed, failed }: Count, code: number): Count {
  return { passed, failed: code !== 0 && failed === 0 ? 1 : failed };
}

/** Runs a tool that writes a report of its own beside what it prints. */
async function runWithReport(
  run: (report: string) => Promise<number>,
  count: (report: unknown) => Count,
): Promise<Count> {
  const folder = mkdtempSync(join(tmpdir(), 'second-thought-test-'));
  const report = join(folder, 'report.json');
  try {
    const code = await run(report);
    const counted = existsSync(report) ? count(JSON.parse(readFileSync(report, 'utf8'))) : { passed: 0, failed: 0 };
    return withExitCode(counted, code);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

export function runUnitTests(): Promise<Count> {
  return runVitest([], {});
}

/** Broken inputs over every parser; a taste of it is among the unit tests. */
export function runFuzz(): Promise<Count> {
  return runVitest(['src/testing/fuzz'], { FUZZ_INPUTS: '3000' });
}

/** Tests of the engine in a browser of their own, on software WebGPU. */
export function runEngineTests(length: 'short' | 'long'): Promise<Count> {
  return runVitest(['--config', 'vitest.gpu.config.ts'], { GPU_TESTS: length });
}

function runVitest(args: readonly string[], env: Readonly<Record<string, string>>): Promise<Count> {
  return runWithReport(
    (report) =>
      runTool('vitest', ['run', ...args, '--reporter=default', '--reporter=json', `--outputFile.json=${report}`], {
        env,
      }),
    (report) => {
      const { numPassedTests, numFailedTests } = v.parse(vitestReport, report);
      return { passed: numPassedTests, failed: numFailedTests };
    },
  );
}

export function runBrowserTests(): Promise<Count> {
  return runWithReport(
    (report) =>
      runTool('playwright', ['test', '--reporter=list,json'], { env: { PLAYWRIGHT_JSON_OUTPUT_FILE: report } }),
    (report) => {
      const { stats, errors } = v.parse(playwrightReport, report);
      return { passed: stats.expected + stats.flaky, failed: stats.unexpected + errors.length };
    },
  );
}

/** The system's Python first: a version manager's may be a bare one. */
const PYTHONS = ['/usr/bin/python3', 'python3'];
const TRAINING = 'models/training';

/** The tests of the training code; nothing where this machine cannot run them. */
export async function runPythonTests(): Promise<Count> {
  const none = { passed: 0, failed: 0 };
  if (!listFiles(TRAINING).some((file) => /\/(test_\w+|\w+_test)\.py$/.test(file))) return none;
  const python = PYTHONS.find((path) => spawnSync(path, ['-c', 'import numpy'], { stdio: 'ignore' }).status === 0);
  if (python === undefined) {
    note(`Tests of ${TRAINING}: skipped, there is no Python with numpy.`);
    return none;
  }
  note(`Tests of ${TRAINING}`);
  // Python's own runner reports in words, on standard error.
  const result = spawnSync(python, ['-m', 'unittest', 'discover', '-s', TRAINING, '-p', '*test*.py'], {
    cwd: ROOT,
    encoding: 'utf8',
  });
  note(result.stderr.trimEnd());
  return withExitCode(countPythonTests(result.stderr), result.status ?? 1);
}

/** Reads "Ran 12 tests in 0.1s" and "FAILED (failures=1, errors=2)". */
export function countPythonTests(output: string): Count {
  const number = (pattern: RegExp): number => Number(pattern.exec(output)?.[1] ?? 0);
  const failed = number(/\bfailures=(\d+)/) + number(/\berrors=(\d+)/);
  return { passed: Math.max(0, number(/^Ran (\d+) tests?/m) - failed - number(/\bskipped=(\d+)/)), failed };
}
