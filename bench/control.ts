import { gumbel } from '../src/control/random.ts';
import { checkSettings } from '../src/control/settings.ts';
import { fastPass } from '../src/control/fast-pass.ts';
import { describePass } from '../src/control/statistics.ts';
import { NO_WAIT_KEYWORDS } from '../src/control/strategies/no-wait.ts';
import { ALPHA_ONE_NEWLINES } from '../src/control/strategies/alpha-one.ts';
import { STRATEGIES } from '../src/control/strategies/index.ts';
import type { Past, PastToken, StrategyDefinition, Tools } from '../src/control/strategy.ts';
import type { ModelFacts } from '../src/control/vocabulary.ts';
import { Moments } from '../src/decoding/moments.ts';
import type { Figure } from './figure.ts';
import { median } from './median.ts';

/** Rows of the logits of Qwen2.5's larger models. */
const VOCABULARY = 151_936;
const TEMPERATURE = 0.6;
/** Not at a zero of the published wave, and inside TIP's first window. */
const PAST = 590;
const RUNS = 5;
const REPEATS = 1000;
const TARGET = 0.05;
const TURNS = 21;
const PASS_TARGET = 2.5;

/** As many word forms as a real vocabulary has, at places like there; all others are no words. */
function benchModel(): ModelFacts {
  const forms = NO_WAIT_KEYWORDS.flatMap((word) => {
    const capital = `${word[0]?.toUpperCase() ?? ''}${word.slice(1)}`;
    return [word, capital, word.toUpperCase()].flatMap((form) => [form, ` ${form}`, `${form},`]);
  });
  const words = new Map([...forms, ...ALPHA_ONE_NEWLINES, '</think>'].map((form, place) => [700 + 611 * place, form]));
  const ids = new Map([...words].map(([id, form]) => [form, id]));
  return {
    vocabulary: { size: VOCABULARY, textOf: (id) => words.get(id) ?? `x${id}`, idOf: (text) => ids.get(text) },
    contextLength: 32_768,
    stopIds: new Set([VOCABULARY - 1]),
    thinking: { open: '<think>', close: '</think>' },
    suggested: {},
  };
}

function benchPast({ vocabulary }: ModelFacts): Past {
  const tokens = Array.from({ length: PAST }, (_, position): PastToken => {
    const text = position % 20 === 9 ? '.\n\n' : `x${position}`;
    const id = vocabulary.idOf(text) ?? position;
    const statistics = { tempered: 0.3 + 0.2 * Math.sin(position) };
    return { position, id, text, phase: 'thinking', source: 'sampled', statistics, probes: [], interventions: [] };
  });
  return { length: PAST, tokens, phase: 'thinking' };
}

const tools: Tools = {
  probe: () => Promise.reject(new Error('This strategy was not to probe.')),
  correct: () => Promise.reject(new Error('This strategy was not to ask for a correction.')),
};

/** The softmax of all logits, as plain as can be: what control is compared with. */
function softmax(logits: Float32Array): Float32Array {
  let largest = -Infinity;
  for (let id = 0; id < logits.length; id += 1) largest = Math.max(largest, logits[id] ?? -Infinity);
  const weights = new Float32Array(logits.length);
  let sum = 0;
  for (let id = 0; id < logits.length; id += 1) {
    const weight = Math.exp((logits[id] ?? -Infinity) - largest);
    weights[id] = weight;
    sum += weight;
  }
  for (let id = 0; id < logits.length; id += 1) weights[id] = (weights[id] ?? 0) / sum;
  return weights;
}

async function millisecondsEach(repeats: number, task: () => void | Promise<void>): Promise<number> {
  const started = performance.now();
  for (let repeat = 0; repeat < repeats; repeat += 1) await task();
  return (performance.now() - started) / repeats;
}

async function measure(repeats: number, task: () => void | Promise<void>): Promise<number[]> {
  const runs: number[] = [];
  for (let run = -1; run < RUNS; run += 1) {
    const each = await millisecondsEach(repeats, task);
    if (run >= 0) runs.push(each); // the first run warms up
  }
  return runs;
}

/** The pass that every token needs, beside a softmax alone; in turns, so that what slows the machine down slows both. */
async function comparePasses(logits: Float32Array): Promise<Figure[]> {
  const runs = { bare: [] as number[], plain: [] as number[], ratio: [] as number[] };
  for (let run = -1; run < RUNS; run += 1) {
    const bare: number[] = [];
    const plain: number[] = [];
    for (let turn = 0; turn < TURNS; turn += 1) {
      bare.push(await millisecondsEach(1, () => void softmax(logits)));
      plain.push(await millisecondsEach(1, () => void fastPass(logits, TEMPERATURE)));
    }
    if (run < 0) continue; // the first run warms up
    runs.bare.push(median(bare));
    runs.plain.push(median(plain));
    runs.ratio.push(median(plain) / median(bare));
  }
  return [
    { name: `bare softmax, ${VOCABULARY} logits`, unit: 'ms', runs: runs.bare },
    { name: "plain's pass over them, two temperatures and candidates", unit: 'ms', runs: runs.plain },
    {
      name: "plain's pass, of a bare softmax",
      unit: 'times',
      runs: runs.ratio,
      target: { kind: 'at most', value: PASS_TARGET },
    },
  ];
}

/** Whether all that it needs are edits of logits, their statistics, and text put in. */
const controlsLogits = ({ needs }: StrategyDefinition): boolean =>
  !needs.includes('probe') && !needs.includes('hidden');

/**
 * What strategies cost beyond the one pass over the logits that plain decoding makes too: their moments, the composition
 * of their interventions, and the statistics after them. Published settings.
 */
export async function measureControl(): Promise<readonly Figure[]> {
  const model = benchModel();
  const past = benchPast(model);
  const logits = Float32Array.from(
    { length: VOCABULARY },
    (_, id) => 2 * gumbel(1, 'sample', 0, id) + (id === 9 ? 25 : 0),
  );
  const pass = fastPass(logits, TEMPERATURE);
  const oneToken = (definition: StrategyDefinition): (() => Promise<void>) => {
    const strategy = definition.create(checkSettings(definition, {}), model, { uniform: () => 0.5 });
    return async () => {
      const moments = new Moments();
      moments.add(definition.id, strategy.plan?.(past) ?? []);
      const distribution = describePass(logits, pass, moments.edits);
      if (strategy.review && moments.add(definition.id, await strategy.review(distribution, past, tools)))
        describePass(logits, pass, moments.edits);
      moments.add(definition.id, (await strategy.chosen?.({ id: 9, text: 'x9' }, past, tools)) ?? []);
    };
  };
  const figures: Figure[] = await comparePasses(logits);
  const [plain] = STRATEGIES;
  if (!plain) throw new Error('There are no strategies.');
  for (const definition of STRATEGIES.filter((each) => controlsLogits(each) && each !== plain)) {
    const without = await measure(REPEATS, oneToken(plain));
    const own = (await measure(REPEATS, oneToken(definition))).map((each, run) =>
      Math.max(0, each - (without[run] ?? 0)),
    );
    const target = { kind: 'at most', value: TARGET } as const;
    figures.push({ name: `${definition.id}, beyond plain`, unit: 'ms', runs: own, target });
  }
  return figures;
}
