import { Gpu } from '../../src/engines/onnx/webgpu/gpu.ts';
import { GpuHeadLoss } from '../../src/engines/onnx/webgpu/gpu-head-loss.ts';
import { HeadKernels } from '../../src/engines/onnx/webgpu/head-kernels.ts';
import { headWords } from '../../src/engines/onnx/webgpu/head-words.ts';
import { loadRuntime } from '../../src/engines/onnx/runtime.ts';
import { headMatrix } from '../../src/engines/onnx/stored-head.ts';
import { minimise } from '../../src/control/srgen/correction.ts';
import { randomHead, randomMatrix, type HeadKind } from '../../src/testing/random-head.ts';
import { forwardGraph } from './forward-graph.ts';

export interface HeadSize {
  readonly kind: HeadKind;
  readonly rows: number;
  readonly columns: number;
  readonly positions: number;
}

/** Milliseconds of one call of each, over the rounds. */
export type HeadTimes = Readonly<Record<'onnxruntime' | 'forward' | 'back' | 'correction' | 'products', number[]>>;

declare global {
  interface Window {
    measureHead?: (size: HeadSize, rounds: number) => Promise<HeadTimes>;
  }
}

/** Calls between two looks at the clock: a page's clock is coarse. */
const CALLS = 3;
const SETTINGS = { steps: 3, learningRate: 0.01 };

/** onnxruntime's product, the kernels, and a whole correction, in turn. All but the correction are of one position's width. */
window.measureHead = async ({ kind, rows, columns, positions }, rounds) => {
  const head = randomHead(kind, rows, columns, 0.4);
  const runtime = await loadRuntime('webgpu');
  const session = await runtime.InferenceSession.create(forwardGraph(head), {
    executionProviders: ['webgpu'],
    preferredOutputLocation: 'gpu-buffer',
  });
  const gpu = new Gpu(await runtime.env.webgpu.device);
  const words = headWords(head, rows);
  const kernels = new HeadKernels(gpu, words, positions);
  const loss = await GpuHeadLoss.create(gpu, words);

  const hidden = randomMatrix(positions, columns, 'sample', 0.5);
  const states = Float32Array.from(hidden.values);
  const text = kernels.text(states, new Uint32Array(positions));
  kernels.moveBy(new Float32Array(columns));
  const state = new runtime.Tensor('float32', states.slice(0, columns), [1, columns]);
  const ids = Array.from({ length: positions }, (_, i) => (7919 * i) % rows);
  const problem = { hidden, projection: headMatrix(head), ids, temperature: 0.6, entropyWeight: 0.05 };
  const chunk = { first: 0, positions, share: 1 / positions };
  const tasks: Readonly<Record<keyof HeadTimes, () => Promise<unknown>>> = {
    onnxruntime: async () => {
      const { logits } = await session.run({ hidden: state });
      logits?.dispose();
    },
    forward: async () => kernels.project(text, { first: 0, positions: 1, share: 0 }),
    back: async () => kernels.back(),
    correction: () => minimise(columns, SETTINGS, loss.of(problem)),
    products: async () => {
      for (let step = 0; step <= SETTINGS.steps; step += 1) {
        kernels.project(text, chunk);
        kernels.back();
      }
    },
  };
  const names = Object.keys(tasks) as (keyof HeadTimes)[]; // of the literal above
  const times = Object.fromEntries(names.map((name) => [name, [] as number[]])) as HeadTimes;
  // The first round warms up.
  for (let round = -1; round < rounds; round += 1) {
    for (const name of names) {
      await gpu.device.queue.onSubmittedWorkDone();
      const started = performance.now();
      for (let call = 0; call < CALLS; call += 1) await tasks[name]();
      await gpu.device.queue.onSubmittedWorkDone();
      if (round >= 0) times[name].push((performance.now() - started) / CALLS);
    }
  }
  await session.release();
  return times;
};
