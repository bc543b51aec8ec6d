import { describe, expect, it } from 'vitest';
import examples from '../../../models/ponder/examples.json' with { type: 'json' };
import { compareEngines } from '../../testing/agreement.ts';
import { openPonderOn, plainOutput } from '../../testing/ponder-in-browser.ts';
import { openTiny } from '../../testing/tiny/open-tiny.ts';
import { describeEngineContract } from '../contract.ts';

describeEngineContract('onnx on WebGPU, a random two-layer model', {
  open: () => openTiny(),
  texts: () => [
    [5, 17, 200, 33, 8, 41],
    [9, 80, 3, 61, 500, 12],
  ],
  tolerance: 1e-4,
});

describe('Ponder', () => {
  it('keeps its cache in place', async () => {
    const { engine } = await openPonderOn('webgpu');
    expect(engine.info.description).toContain('static cache');
    await engine.dispose();
  });

  it('has the same logits on WebGPU and wasm', async () => {
    const [wasm, webgpu] = [await openPonderOn('wasm'), await openPonderOn('webgpu')];
    const { promptIds, ids } = await plainOutput(wasm, examples[0]?.problem ?? '', 10);
    const agreement = await compareEngines(wasm.engine, webgpu.engine, promptIds, ids);
    console.info(
      `WebGPU and wasm over ${agreement.positions} positions: ${agreement.disagreements} greedy tokens differ, logits by at most ${agreement.largestDifference.toExponential(1)}`,
    );
    expect(agreement.disagreements).toBe(0);
    expect(agreement.largestDifference).toBeLessThan(1e-3);
  });
});
