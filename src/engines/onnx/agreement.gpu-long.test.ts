import { describe, expect, it } from 'vitest';
import examples from '../../../models/ponder/examples.json' with { type: 'json' };
import { compareEngines } from '../../testing/agreement.ts';
import { openPonderOn, plainOutput } from '../../testing/ponder-in-browser.ts';

describe('Ponder on five problems', () => {
  it('has the same logits on WebGPU and wasm over the whole output or 50 positions', async () => {
    const [wasm, webgpu] = [await openPonderOn('wasm'), await openPonderOn('webgpu')];
    for (const { id, problem } of examples.slice(0, 5)) {
      const { promptIds, ids } = await plainOutput(wasm, problem, 50);
      const agreement = await compareEngines(wasm.engine, webgpu.engine, promptIds, ids);
      console.info(
        `${id}, ${agreement.positions} positions: ${agreement.disagreements} greedy tokens differ, logits by at most ${agreement.largestDifference.toExponential(1)}`,
      );
      expect(agreement.disagreements).toBe(0);
      expect(agreement.largestDifference).toBeLessThan(1e-3);
    }
  });
});
