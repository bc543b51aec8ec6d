import { cyclicReflex, triangularWave, waveOf } from '../src/control/strategies/cyclic-reflex.ts';
import { plain } from '../src/control/strategies/plain.ts';
import type { Settings } from '../src/control/strategy.ts';
import {
  TRACE_FORMAT,
  TRACE_VERSION,
  type TokenRecord,
  type TokenTexts,
  type Trace,
  type TraceHeader,
} from '../src/decoding/trace.ts';
import type { SavedRun } from '../src/lab/runs/saved-run.ts';

/** Tokens of the longest thinking the lab has to hold. */
const LONG = 32_000;
/** Where the two lanes part. */
const PARTING = 240;
const PARAGRAPH = 24;
const PROMPT = 'A problem that takes 32,000 tokens of thinking.';
const WORDS = [
  'so',
  'the',
  'sum',
  'of',
  'both',
  'sides',
  'must',
  'be',
  'even',
  'then',
  'we',
  'have',
  'that',
  'case',
  'left',
];
export const WAIT = 100;
const TEXTS: TokenTexts = Object.fromEntries([
  ...WORDS.map((word, id) => [id, ` ${word}`]),
  [WAIT, 'Wait'],
  [101, '.\n\n'],
]);
const SAMPLING = { temperature: 0.6, topP: 0.95, topK: 0, minP: 0, seed: 7 };

const LONG_SETTINGS: Settings = { ...cyclicReflex.defaults, amplitude: 3, period: 600 };
const WAVE = waveOf(LONG_SETTINGS);

/** An even number from 0 to 1 that looks like noise and is the same everywhere. */
function noise(position: number, lane: number): number {
  const value = Math.sin(position * 12.9898 + lane * 78.233) * 43_758.5453;
  return value - Math.floor(value);
}

function idAt(position: number, lane: number): number {
  const own = position < PARTING ? 0 : lane;
  if (position % PARAGRAPH === PARAGRAPH - 1) return 101;
  if (position % PARAGRAPH === 0 && noise(position, own) < 0.4) return WAIT;
  return Math.floor(noise(position, own) * WORDS.length);
}

/** A record as a real run leaves it: eight candidates before and after, a bias at every position of lane 1, probes now and then. */
export function longRecord(position: number, lane: number): TokenRecord {
  const id = idAt(position, lane);
  const entropy = 2.4 * noise(position + 7, lane) ** 3;
  const candidates = [id, WAIT, 0, 1, 2, 3, 4, 5].map((candidate, rank): [number, number] => [
    candidate,
    -0.3 - 0.9 * rank,
  ]);
  const value = lane === 1 ? triangularWave(position, WAVE) : 0;
  const biased = value !== 0;
  const probed = lane === 1 && position % (PARAGRAPH * 8) === 0 && position > 0;
  return {
    position,
    id,
    text: TEXTS[id] ?? '',
    phase: position < LONG - 40 ? 'thinking' : 'answer',
    source: 'sampled',
    statistics: {
      entropy: [entropy, entropy * 0.9],
      varentropy: [0.4, 0.4],
      logprob: [-0.3, -0.3],
      tempered: entropy * 0.8,
      divergence: biased ? 0.02 : 0,
      before: candidates,
      ...(biased && { after: candidates }),
    },
    interventions: biased
      ? [
          {
            kind: 'bias',
            strategy: 'cyclic-reflex',
            reason: `Position ${position % 600} of a period of 600`,
            tokens: [WAIT],
            value,
          },
        ]
      : [],
    probes: probed
      ? [
          {
            strategy: 'certainty-guided',
            prompt: '\n**Final Answer**\n\\boxed',
            tokens: [{ id: 3, text: '{7}', logprob: -0.2, entropy: 0.3, listed: [-0.2] }],
            cost: 9,
            values: { certainty: 0.5 + 0.4 * noise(position, 3), suppression: 0.2 },
          },
        ]
      : [],
  };
}

function strategiesOf(lane: number): TraceHeader['strategies'] {
  return lane === 1 ? [{ id: cyclicReflex.id, settings: { ...LONG_SETTINGS } }] : [{ id: plain.id, settings: {} }];
}

export function longHeader(lane: number): TraceHeader {
  return {
    format: TRACE_FORMAT,
    version: TRACE_VERSION,
    model: 'ponder',
    engine: { engine: 'onnx', device: 'wasm', description: 'Generated for the bench' },
    prompt: PROMPT,
    promptIds: [1, 2, 3],
    strategies: strategiesOf(lane),
    sampling: SAMPLING,
    maxTokens: LONG,
  };
}

export function longTexts(): TokenTexts {
  return TEXTS;
}

function longTrace(lane: number): Trace {
  const records = Array.from({ length: LONG }, (_, position) => longRecord(position, lane));
  return { header: longHeader(lane), records, texts: TEXTS, end: { reason: 'end', interventions: [] } };
}

/** Two lanes of 32,000 tokens. */
export function longRun(): SavedRun {
  return {
    id: 'long',
    name: 'Long',
    madeAt: 0,
    model: 'Ponder on wasm',
    prompt: PROMPT,
    known: { gold: '' },
    reflectionIds: [WAIT],
    lanes: [0, 1].map((lane) => ({ trace: longTrace(lane), elapsedMilliseconds: 160_000 })),
  };
}
