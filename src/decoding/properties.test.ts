import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { STRATEGIES } from '../control/strategies/index.ts';
import { openPonder } from '../testing/ponder.ts';
import type { Model } from './model.ts';
import { prepareRun, type RunSettings } from './run.ts';
import type { TokenRecord } from './trace.ts';

/** What every strategy promises, on the embedded model and the wasm build. */

const SAMPLING = { temperature: 0.8, topP: 0.95, topK: 0, minP: 0, seed: 11 };
const PROBLEMS = [
  'Start with 3, subtract 9, add 3, subtract 4, subtract 4. What is the last digit?',
  'Take 8. Multiply by 7, then add 5, then multiply by 3. What is the last digit?',
];
/** Settings under which each strategy acts on the embedded model, so that the properties are not empty. */
const ACTIVE: Readonly<Record<string, Readonly<Record<string, number | string>>>> = {
  plain: {},
  'cyclic-reflex': { amplitude: 3, period: 30, vocabulary: 'words' },
  'certainty-guided': { threshold: 0.5 },
  srgen: { window: 8, deviations: 1, minDeviation: 0.1, minThreshold: 0.3, staticThreshold: 0.5, learningRate: 0.05 },
  'srgen-logit': { window: 8, deviations: 1, minDeviation: 0.1, minThreshold: 0.3, staticThreshold: 0.5 },
  'constant-bias': { bias: 2, vocabulary: 'words' },
  silver: { scale: 0.5, vocabulary: 'words' },
  tip: { penalty: 3, duration: 10, vocabulary: 'words' },
  'no-wait': {},
  s1: { ignores: 1, thinkingLimit: 20 },
  'alpha-one': { averageThinking: 20, maxTokens: 200 },
  deer: { threshold: 0.5, thinkingLimit: 50 },
  dynasor: { agreeing: 2, interval: 10 },
  'first-answer': { candidates: 1 },
  hint: { place: 'paragraph', times: 2, hint: 'check' },
  slot: { steps: 2, learningRate: 0.05 },
  'deepconf-stop': { window: 8, bar: 12.6 },
};
const ids = STRATEGIES.map((strategy) => strategy.id);

let model: Model;
beforeAll(async () => {
  model = await openPonder();
});
afterAll(() => model.engine.dispose());

type Stack = RunSettings['strategies'];

async function records(
  strategies: Stack,
  change: Partial<RunSettings> = {},
  resumed: readonly TokenRecord[] = [],
): Promise<TokenRecord[]> {
  const run = prepareRun(
    model,
    { prompt: PROBLEMS[0] ?? '', strategies, sampling: SAMPLING, maxTokens: 60, ...change },
    resumed,
  );
  const found = [...resumed];
  for await (const event of run.events()) {
    if (event.kind === 'token') found.push(event.record);
    else found.length = event.length;
  }
  return found;
}

const tokens = (run: readonly TokenRecord[]): number[] => run.map((record) => record.id);

/** Probes may be made under neutral settings; they and their cost are counted apart. */
const withoutProbes = (record: TokenRecord): TokenRecord => ({ ...record, probes: [] });

const active = (id: string): Stack => [{ id, settings: ACTIVE[id] ?? {} }];

describe('every strategy', () => {
  it('has settings here under which it acts', () => {
    expect(Object.keys(ACTIVE).sort()).toEqual([...ids].sort());
  });

  it.each(STRATEGIES.map((strategy) => [strategy.id, strategy] as const))(
    '%s with neutral settings gives the tokens and statistics of plain',
    async (id, strategy) => {
      for (const prompt of PROBLEMS) {
        const plain = await records(active('plain'), { prompt });
        const neutral = await records([{ id, settings: { ...ACTIVE[id], ...strategy.neutral } }], { prompt });
        expect(neutral.map(withoutProbes)).toEqual(plain.map(withoutProbes));
      }
    },
  );

  it.each(ids)('%s continues identically from any prefix of its trace', async (id) => {
    const whole = await records(active(id));
    for (const length of [1, 7, Math.floor(whole.length / 2), whole.length - 1, whole.length]) {
      expect(await records(active(id), {}, whole.slice(0, length))).toEqual(whole);
    }
  });

  it.each(['s1', 'hint'])('%s goes on inside a text that a cut went through', async (id) => {
    const whole = await records(active(id));
    const first = whole.findIndex(({ source }) => source === 'forced');
    expect(first).toBeGreaterThan(0);
    for (let length = first; whole[length]?.source === 'forced'; length += 1)
      expect(await records(active(id), {}, whole.slice(0, length))).toEqual(whole);
  });

  it.each(ids)('%s does not depend on what other lanes do', async (id) => {
    const alone = await records(active(id));
    const [beside] = await Promise.all([
      records(active(id)),
      records(active('cyclic-reflex'), { prompt: PROBLEMS[1] ?? '' }),
      records(active('certainty-guided')),
    ]);
    expect(beside).toEqual(alone);
  });
});

describe('stacks', () => {
  it('give the same tokens in either order when both only add biases', async () => {
    const [first, second] = [active('cyclic-reflex'), active('certainty-guided')];
    expect(tokens(await records([...first, ...second]))).toEqual(tokens(await records([...second, ...first])));
  });
});
