import { expect, it } from 'vitest';
import type { BlockResult } from './page/contender.ts';
import { compareSpeed, controlShare, type Measured } from './rows.ts';
import { benchTable } from './table.ts';

const block = (milliseconds: number, stages: Record<string, number> = { model: milliseconds }): BlockResult => ({
  times: [milliseconds, milliseconds],
  elapsedMilliseconds: 2 * milliseconds,
  readBackBytes: 10,
  millisecondsByStage: stages,
});

const measured = (strategy: string, blocks: readonly BlockResult[]): Measured => ({
  engine: 'wasm',
  model: 'ponder',
  strategy,
  blocks,
});

it('compares blocks of the same turn, so that what slows both changes nothing', () => {
  const fast = measured('plain', [block(1), block(10), block(2)]);
  const slow = measured('loop', [block(4), block(40), block(8)]);
  const row = compareSpeed(fast, slow, 'loop');
  expect(row).toEqual({
    engine: 'wasm',
    model: 'ponder',
    strategy: 'plain',
    tokensPerSecond: 500,
    ratioTo: 'loop',
    turns: 3,
    ratio: 4,
    low: 4,
    high: 4,
    readBackBytes: 10,
    millisecondsByStage: { model: 2 },
  });
  expect(benchTable([row])).toContain(
    '| wasm | ponder | plain | 500 | loop | 3 | 4.00 (4.00 to 4.00) | 10 B | model 2.0 |',
  );
});

const shares = (all: readonly number[]): BlockResult => ({
  ...block(1),
  times: all,
  millisecondsByStage: { token: 2 },
});

it('gives the share of control as the median over tokens', () => {
  const row = controlShare(measured('control cyclic-reflex', [shares([0.01, 0.02, 0.9]), shares([0.02, 0.02, 0.03])]));
  expect(row).toMatchObject({ ratio: 0.02, ratioTo: "the whole token's time", tokensPerSecond: 500 });
});
