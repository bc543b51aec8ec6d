import { expect, it } from 'vitest';
import { openTiny } from '../../../testing/tiny/open-tiny.ts';
import { loadRuntime } from '../runtime.ts';

it('a device that is lost in the middle of a run is told, with what to do, and everything after it too', async () => {
  const engine = await openTiny();
  const sequence = engine.open();
  await sequence.append([5, 17, 200]);
  const run = async (): Promise<void> => {
    while (sequence.length < engine.info.contextLength) {
      await sequence.append([1 + (sequence.length % 50)]);
      await sequence.distribution(new Map([[3, 1]]), { temperature: 1 });
    }
  };
  const running = run().then(
    () => undefined,
    (caught: unknown) => caught,
  );
  const { env } = await loadRuntime('webgpu');
  const device = await env.webgpu.device;
  await sequence.logits();
  device.destroy();
  const problem = {
    code: 'device-lost',
    message: expect.stringMatching(/took the GPU away/) as unknown,
    hint: expect.stringMatching(/Load the model again/) as unknown,
  };
  expect(await running).toMatchObject({ problem });
  expect(await engine.lost).toMatch(/./);
  await expect(sequence.logits()).rejects.toMatchObject({ problem });
  await expect(engine.open().append([1])).rejects.toMatchObject({ problem });
});
