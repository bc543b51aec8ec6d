import { openLaboratory } from '../cli/laboratory.ts';
import type { Figure } from './figure.ts';

const RUNS = 5;
const TARGET = 60;
const PROMPT = 'Start with 7, add 5, multiply by 3, subtract 4, add 9. What is the last digit?';

/** Tokens per second of one plain lane, from its first token to its last. */
export async function measureDecoding(engine: 'wasm' | 'webgpu'): Promise<readonly Figure[]> {
  const laboratory = await openLaboratory(engine);
  // On the software adapter a token takes a fifth of a second.
  const maxTokens = engine === 'wasm' ? 200 : 20;
  const runs: number[] = [];
  let device = '';
  for (let run = -1; run < RUNS; run += 1) {
    const [lane] = await laboratory.compare({
      prompt: PROMPT,
      lanes: [{ strategy: 'plain' }],
      sampling: { seed: run + 2 },
      maxTokens,
    });
    if (!lane) throw new Error('The comparison has no lane.');
    const seconds = (lane.timings.totalMilliseconds - lane.timings.firstTokenMilliseconds) / 1000;
    device = lane.trace.header.engine.device;
    if (run >= 0) runs.push((lane.trace.records.length - 1) / seconds); // the first run warms up
  }
  return [
    {
      name: `Ponder on ${device}`,
      unit: 'tokens/s',
      runs,
      ...(engine === 'wasm' && { target: { kind: 'at least', value: TARGET } }),
    },
  ];
}
