import { expect, it } from 'vitest';
import { openTiny, TINY_VOCABULARY } from '../../../testing/tiny/open-tiny.ts';
import type { EngineCosts } from '../../engine.ts';
import { scatteredIds } from '../../../testing/logits-along.ts';

const NOTHING = { submit: 0, describe: 0 };

it('a probe feeds its own tokens and nothing else, a token reads back at most 4 kB', async () => {
  const engine = await openTiny();
  const sequence = engine.open();
  await sequence.append(scatteredIds(100, TINY_VOCABULARY));
  const costs = (): EngineCosts => engine.costs?.() ?? { tokensFed: 0, readBackBytes: 0, millisecondsByStage: NOTHING };
  const before = costs();
  await sequence.aside(async (side) => {
    for (const id of [7, 8, 9]) {
      await side.append([id]);
      await side.distribution(new Map([[3, 1]]), { temperature: 0.6 });
    }
  });
  await sequence.distribution(new Map(), { temperature: 0.6 });
  const after = costs();
  expect(after.tokensFed - before.tokensFed).toBe(3);
  expect(after.readBackBytes - before.readBackBytes).toBeGreaterThan(0);
  expect(after.readBackBytes - before.readBackBytes).toBeLessThanOrEqual(4 * 4096);
  await engine.dispose();
});
