import type { Sample } from '../sample.ts';
import type { ReportContext } from './context.ts';

export const context: ReportContext = {
  commit: '0123abc',
  command: 'npm run eval -- --task chains.jsonl --out out',
  model: 'Ponder',
  modelFiles: [{ name: 'model.onnx', sha256: 'aa' }],
  tokenizerHash: 'bb',
  engine: { name: 'onnxruntime-web', version: '1.30.0' },
  adapter: null,
  browser: null,
  flags: [],
  seed: 5,
  settings: { temperature: 0.6 },
  promptTemplate: '{problem}\n<think>\n',
};

/** A sample of problem `problem` with known answer 7; `answer` decides the verdict unless it is given. */
export function makeSample(problem: number, changes: Partial<Sample> = {}): Sample {
  const strategy = changes.strategy ?? 'plain';
  const answer = changes.answer === undefined ? '7' : changes.answer;
  return {
    task: 'chains',
    id: `chain-${problem}`,
    sample: 0,
    seed: 1000 + problem,
    strategy,
    settings: {},
    itemHash: `item-${problem}`,
    strategyHash: `hash-of-${strategy}`,
    modelHash: 'model',
    gold: '7',
    answer,
    verdict: answer === null ? 'no answer' : answer === '7' ? 'correct' : 'wrong',
    tokens: 100 + problem,
    thinkingTokens: 80 + problem,
    probeTokens: 0,
    reflections: 1,
    interventions: 0,
    looping: false,
    end: 'end',
    text: `The result is 7.\n</think>\nThe final answer is \\boxed{${answer ?? ''}}.`,
    milliseconds: 5,
    ...changes,
  };
}
