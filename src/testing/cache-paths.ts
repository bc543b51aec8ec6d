import { expect, it } from 'vitest';
import type { Engine } from '../engines/engine.ts';
import { largestDifference, logitsAlong, scatteredIds } from './logits-along.ts';
import { openTiny, TINY_VOCABULARY } from './tiny/open-tiny.ts';

/** Logits that come by another way through the same model may differ by so much. */
const TOLERANCE = 1e-6;

async function closing<T>(engine: Engine, task: (engine: Engine) => Promise<T>): Promise<T> {
  const result = await task(engine);
  await engine.dispose();
  return result;
}

/** Every way to the same tokens gives the same logits, over `positions` of them. */
export function checkCachePaths(positions: number): void {
  const [prompt, ids] = [scatteredIds(5, TINY_VOCABULARY), scatteredIds(positions, TINY_VOCABULARY)];
  it(`recorded steps, steps that are not, and growing caches, over ${positions} positions`, async () => {
    const captured = await closing(await openTiny(), (engine) => {
      expect(engine.info.description).toContain('static cache, graph capture');
      return logitsAlong(engine, prompt, ids);
    });
    const rows = await closing(await openTiny({ graphCapture: false }), (engine) => {
      expect(engine.info.description).toContain('static cache, no graph capture');
      return logitsAlong(engine, prompt, ids);
    });
    const replayed = largestDifference(rows, captured);
    console.info(`replayed and plain steps over ${positions} positions: logits differ by at most ${replayed}`);
    expect(replayed).toBeLessThanOrEqual(TOLERANCE);
    const growing = await closing(await openTiny({ staticCache: false }), (engine) => {
      expect(engine.info.description).not.toContain('static');
      return logitsAlong(engine, prompt, ids);
    });
    const difference = largestDifference(rows, growing);
    console.info(`static and growing caches over ${positions} positions: logits differ by at most ${difference}`);
    expect(difference).toBeLessThanOrEqual(TOLERANCE);
  });

  it(`rewound and fresh sequences, over ${positions} positions`, async () => {
    await closing(await openTiny(), async (engine) => {
      expect(engine.info.description).toContain('static cache');
      const fresh = await logitsAlong(engine, prompt, ids);
      const sequence = engine.open();
      await sequence.append(prompt);
      const rows: Float32Array[] = [];
      for (const [index, id] of ids.entries()) {
        await sequence.append([id]);
        const wrong = scatteredIds(1 + (index % 3), TINY_VOCABULARY - index);
        if (sequence.length + wrong.length <= engine.info.contextLength) {
          for (const other of wrong) await sequence.append([other]);
          await sequence.rewind(prompt.length + index + 1);
        }
        rows.push(await sequence.logits());
      }
      expect(largestDifference(rows, fresh)).toBe(0);
    });
  });
}
