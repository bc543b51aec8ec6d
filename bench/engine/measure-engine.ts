import type { Page } from '@playwright/test';
import { openBrowser } from '../../cli/browser.ts';
import { note, progressOutput } from '../../cli/output.ts';
import { isClosing, untilClosed } from '../../cli/shutdown.ts';
import { embeddedModel, expandedGraph, syntheticModel, withoutEnd } from './model-files.ts';
import type { EngineBenchOptions } from './options.ts';
import type { ServedModel } from './page/contender.ts';
import type { BenchResults } from './results.ts';
import { possible, runnersFor } from './runners.ts';
import { serveBench } from './serve-bench.ts';
import { describeServed } from './served-model.ts';
import { TimeLimit } from './time-limit.ts';
import { Turns, type Contest } from './turns.ts';

const MINUTE = 60_000;

/** Runs all contenders in turns, a block each; `results` has what was measured at any time. */
export async function measureEngine(options: EngineBenchOptions, results: BenchResults): Promise<void> {
  const limit = new TimeLimit(options.minutes * MINUTE);
  const { engine } = options;
  const model =
    'embedded' in options.model ? embeddedModel(options.model.embedded) : syntheticModel(options.model.synthetic);
  const expanded = await expandedGraph(model);
  const files = new Map([...model.files].map(([path, bytes]) => [`ours/${path}`, bytes]));
  for (const [path, bytes] of withoutEnd(model)) files.set(`endless/${path}`, bytes);
  if (expanded) files.set('endless/onnx/model.onnx', expanded);
  note('Building the page of the bench …');
  const url = await serveBench(files);
  const { browser } = await openBrowser({ softwareWebGpu: engine === 'webgpu' });
  const page = await browser.newPage();
  await page.goto(url);
  await page.waitForFunction(() => window.bench !== undefined);

  const runners = runnersFor(model, possible(model, options.strategies), expanded !== null);
  const served = describeServed(model, expanded !== null, url, engine);
  await new Turns(runners, limit, contestOn(page, served, results)).run(options);
}

/** The contenders of a page, which report to `results`. */
function contestOn(page: Page, served: ServedModel, results: BenchResults): Contest {
  const versions = new Map<string, string>();
  const { say, interval } = progressOutput();
  let saidAt = -Infinity;
  return {
    async load({ worker, kind, task }) {
      const loaded = await asked(
        page.evaluate((args) => window.bench?.load(...args), [worker, kind, served, task] as const),
      );
      versions.set(worker, loaded ?? '');
    },
    async block({ worker, task, settings }, tokens, milliseconds) {
      const request = { task, settings, tokens, milliseconds };
      const result = await asked(page.evaluate((args) => window.bench?.block(...args), [worker, request] as const));
      if (!result) throw new Error('The page was left.');
      return result;
    },
    keep: (runner, result) => results.add(runner, result, versions.get(runner.worker) ?? '', served.id),
    leaveOut: ({ worker }) => page.evaluate((name) => window.bench?.end(name), worker),
    progress(line) {
      if (performance.now() - saidAt < interval) return;
      saidAt = performance.now();
      say(line);
    },
    note,
  };
}

/** What the page says, or the first line of its problem: Playwright's own has the page's whole stack. */
async function asked<T>(answer: Promise<T>): Promise<T> {
  try {
    return await answer;
  } catch (caught) {
    if (isClosing()) return await untilClosed(); // what breaks then is no failure of a contender
    const message = caught instanceof Error ? caught.message : String(caught);
    throw new Error(
      message
        .split('\n', 1)
        .join('')
        .replace(/^page\.evaluate: (Error: )?/, ''),
      { cause: caught },
    );
  }
}
