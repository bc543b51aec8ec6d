import { openBrowser } from '../cli/browser.ts';
import { HEAD_KINDS } from '../src/testing/random-head.ts';
import { serveBench } from './engine/serve-bench.ts';
import type { Figure } from './figure.ts';
import type { HeadTimes } from './srgen-page/page.ts';

/** Small enough for a GPU that is the processor: what is shown says nothing about a real one. */
const SIZE = { rows: 1000, columns: 64, positions: 16 };
const ROUNDS = 3;

/** The kernels of SRGen's exact loss in Chromium, on its software adapter, beside onnxruntime's product with the same head. */
export async function measureSrgenOnWebGpu(): Promise<readonly Figure[]> {
  const url = await serveBench(new Map(), 'srgen-page');
  const { browser } = await openBrowser({ softwareWebGpu: true });
  const page = await browser.newPage();
  page.setDefaultTimeout(0); // a round takes as long as it takes
  await page.goto(url);
  await page.waitForFunction(() => window.measureHead !== undefined);
  const figures: Figure[] = [];
  for (const kind of HEAD_KINDS) {
    const times = await page.evaluate(([size, rounds]) => window.measureHead?.(size, rounds), [
      { kind, ...SIZE },
      ROUNDS,
    ] as const);
    if (times) figures.push(...figuresOf(kind, times));
  }
  return figures;
}

function figuresOf(kind: string, times: HeadTimes): readonly Figure[] {
  const ratio = (a: keyof HeadTimes, b: keyof HeadTimes): number[] =>
    times[a].map((time, round) => time / (times[b][round] ?? Number.NaN));
  const of = `${kind}, software`;
  return [
    { name: `${of}: onnxruntime's product, one position`, unit: 'ms', runs: times.onnxruntime },
    { name: `${of}: our product, one position, with its sums`, unit: 'ms', runs: times.forward },
    { name: `${of}: transposed product`, unit: 'ms', runs: times.back },
    { name: `${of}: transposed over our product`, unit: 'times', runs: ratio('back', 'forward') },
    { name: `${of}: transposed over onnxruntime's product`, unit: 'times', runs: ratio('back', 'onnxruntime') },
    { name: `${of}: correction of ${SIZE.positions} positions`, unit: 'ms', runs: times.correction },
    { name: `${of}: correction over its bare products`, unit: 'times', runs: ratio('correction', 'products') },
  ];
}
