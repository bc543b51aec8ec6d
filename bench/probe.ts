import { SAMPLING_DEFAULTS } from '../src/control/sampling-settings.ts';
import { sampleToken } from '../src/control/sampler.ts';
import { checkSettings } from '../src/control/settings.ts';
import { certaintyGuided } from '../src/control/strategies/certainty-guided.ts';
import type { Past, PastToken } from '../src/control/strategy.ts';
import { runProbe } from '../src/decoding/probe.ts';
import type { RecordedProbe } from '../src/decoding/trace.ts';
import type { Sequence } from '../src/engines/engine.ts';
import { readTokenizer } from '../src/text/tokenizer.ts';
import { scatteredIds } from '../src/testing/logits-along.ts';
import { openSynthetic } from '../src/testing/synthetic/open-synthetic.ts';
import type { SyntheticShape } from '../src/testing/synthetic/shape.ts';
import { makeSyntheticModel } from '../src/testing/synthetic/synthetic-model.ts';
import { readJson } from './engine/model-files.ts';
import type { Figure } from './figure.ts';
import { median } from './median.ts';

const CONTEXT = 1000;
const RUNS = 5;
/** Probes, and as many plain stretches, of a run. */
const TURNS = 7;
const TARGET = 1.5;
const NO_STOP: ReadonlySet<number> = new Set();
const SHAPE = { layers: 4, hidden: 256, heads: 4, headSize: 64, mlp: 768, vocabulary: 8192, tokens: 8192 } as const;

/** A paragraph has just ended, which is when CGRS probes. */
const AFTER_PARAGRAPH: Past = {
  length: 1,
  phase: 'thinking',
  tokens: [
    {
      position: 0,
      id: 0,
      text: '.\n\n',
      phase: 'thinking',
      source: 'sampled',
      statistics: null,
      probes: [],
      interventions: [],
    },
  ] satisfies PastToken[],
};

async function milliseconds(task: () => Promise<void>): Promise<number> {
  const started = performance.now();
  await task();
  return performance.now() - started;
}

/** As plain decoding does it, from the statistics to the next token. */
async function decodePlainly(sequence: Sequence, count: number): Promise<void> {
  const sampling = { ...SAMPLING_DEFAULTS, temperature: 1, topP: 1 };
  for (let step = 0; step < count; step += 1) {
    const { final, vocabularySize } = await sequence.distribution(new Map(), sampling);
    const draw = { position: step, stream: 'sample' } as const;
    await sequence.append([await sampleToken(final, vocabularySize, sampling, draw, () => sequence.logits())]);
  }
}

/** What one probe of CGRS takes, over what as many plain steps take at the same length; in turns. */
async function compareProbe(attention: SyntheticShape['attention']): Promise<Figure> {
  const model = makeSyntheticModel({ ...SHAPE, attention, contextLength: 2048, sharpness: 4 });
  const tokenizer = readTokenizer(
    readJson(model.files, 'tokenizer.json'),
    readJson(model.files, 'tokenizer_config.json'),
  );
  const facts = {
    vocabulary: tokenizer,
    contextLength: 2048,
    stopIds: NO_STOP,
    thinking: { open: '<think>', close: '</think>' },
    suggested: {},
  };
  const strategy = certaintyGuided.create(checkSettings(certaintyGuided, {}), facts, { uniform: () => 0.5 });
  const engine = await openSynthetic(model);
  const sequence = engine.open();
  await sequence.append(scatteredIds(CONTEXT, SHAPE.vocabulary));
  const distribution = await sequence.distribution(new Map(), { temperature: 1 });
  let cost = 0;
  const probe = async (): Promise<void> => {
    const place = { sequence, tokenizer, stopIds: NO_STOP, contextLength: 2048, seed: 7, position: 0 };
    await strategy.review?.(distribution, AFTER_PARAGRAPH, {
      async probe(request): Promise<RecordedProbe> {
        const made = await runProbe(place, 'certainty-guided', request);
        cost = made.cost;
        return made;
      },
      correct: () => Promise.reject(new Error('CGRS asks for no correction.')),
    });
  };
  const runs: number[] = [];
  for (let run = -1; run < RUNS; run += 1) {
    const ratios: number[] = [];
    for (let turn = 0; turn < TURNS; turn += 1) {
      const probed = await milliseconds(probe);
      const plain = await milliseconds(() => decodePlainly(sequence, cost));
      await sequence.rewind(CONTEXT);
      ratios.push(probed / plain);
    }
    if (run >= 0) runs.push(median(ratios)); // the first run warms up
  }
  await engine.dispose();
  return {
    name: `a probe of ${cost} tokens at a context of ${CONTEXT}, of ${cost} plain steps, ${attention}`,
    unit: 'times',
    runs,
    target: { kind: 'at most', value: TARGET },
  };
}

/** On wasm, on random models of four layers: with a cache that is written in place, and with one that grows. */
export async function measureProbe(): Promise<readonly Figure[]> {
  return [await compareProbe('GroupQueryAttention'), await compareProbe('MultiHeadAttention')];
}
