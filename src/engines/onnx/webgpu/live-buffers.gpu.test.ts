import { expect, it } from 'vitest';
import { watchBuffers } from '../../../testing/live-buffers.ts';
import { openSynthetic } from '../../../testing/synthetic/open-synthetic.ts';
import { makeSyntheticModel } from '../../../testing/synthetic/synthetic-model.ts';
import type { Engine, Sequence } from '../../engine.ts';
import { chooseDevice } from '../device.ts';

const live = watchBuffers();

async function begin(engine: Engine): Promise<Sequence> {
  const sequence = engine.open();
  await sequence.append([72, 105, 44]);
  return sequence;
}

async function step(sequence: Sequence, times: number): Promise<void> {
  for (let count = 0; count < times; count += 1) {
    await sequence.append([80 + count]);
    await sequence.distribution(new Map([[3, 1]]), { temperature: 0.6 });
  }
}

it('tokens take no further buffer, sequences give theirs back, and an engine leaves none', async () => {
  const engine = await openSynthetic(makeSyntheticModel({ layers: 1 }), await chooseDevice('webgpu'));
  const first = await begin(engine);
  await step(first, 4);
  const early = live();
  await step(first, 8);
  expect(live()).toEqual(early);
  await first.aside((side) => step(side, 2));
  first.dispose();
  for (let run = 0; run < 3; run += 1) {
    const sequence = await begin(engine);
    await step(sequence, 2);
    sequence.dispose();
  }
  // A sequence's memory may wait for the next one; more than one may not.
  const last = await begin(engine);
  await step(last, 1);
  expect(live().bytes).toBeLessThanOrEqual(early.bytes * 1.1);
  last.dispose();
  await engine.dispose();
  expect(live()).toEqual({ count: 0, bytes: 0 });
});
