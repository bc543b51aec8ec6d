import fc from 'fast-check';
import { expect, it } from 'vitest';
import { SerialQueue } from './serial-queue.ts';

it('runs one task at a time, in the order they were added, whatever fails and however long each waits', async () => {
  const tasks = fc.array(fc.record({ waits: fc.nat(4), fails: fc.boolean() }), { maxLength: 12 });
  await fc.assert(
    fc.asyncProperty(tasks, async (given) => {
      const queue = new SerialQueue();
      const order: number[] = [];
      let running = 0;
      const results = given.map(({ waits, fails }, index) =>
        queue.add(async () => {
          running += 1;
          expect(running).toBe(1);
          for (let turn = 0; turn < waits; turn += 1) await Promise.resolve();
          order.push(index);
          running -= 1;
          if (fails) throw new Error(`task ${index}`);
          return index;
        }),
      );
      const settled = await Promise.allSettled(results);
      expect(order).toEqual(given.map((_, index) => index));
      expect(settled.map(({ status }) => status)).toEqual(given.map(({ fails }) => (fails ? 'rejected' : 'fulfilled')));
    }),
  );
});
