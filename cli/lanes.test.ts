import { expect, test } from 'vitest';
import { ProblemError } from '../src/control/errors.ts';
import { readLanes, type LaneTexts } from './lanes.ts';

const read = (texts: Partial<LaneTexts>): ReturnType<typeof readLanes> =>
  readLanes({ strategies: 'plain,cyclic-reflex', set: [], preset: [], ...texts });

test('makes one lane per strategy, in order', () => {
  expect(read({ strategies: 'cyclic-reflex, plain' })).toEqual([
    { strategy: 'cyclic-reflex', settings: {} },
    { strategy: 'plain', settings: {} },
  ]);
});

test('reads presets and settings, numbers as numbers', () => {
  const lanes = read({
    preset: ['cyclic-reflex=code-default'],
    set: ['cyclic-reflex.amplitude=3', 'cyclic-reflex.vocabulary=words'],
  });
  expect(lanes[1]).toEqual({
    strategy: 'cyclic-reflex',
    preset: 'code-default',
    settings: { amplitude: 3, vocabulary: 'words' },
  });
});

test('a strategy may run twice, and a letter tells its lanes apart', () => {
  const lanes = read({ strategies: 'cyclic-reflex,cyclic-reflex', set: ['cyclic-reflex.period=30', 'B.amplitude=0'] });
  expect(lanes.map((lane) => lane.settings)).toEqual([{ period: 30 }, { period: 30, amplitude: 0 }]);
});

test('leaves the preset "model" to the page, which knows the model', () => {
  expect(read({ preset: ['B=model'] })[1]).toMatchObject({ preset: 'model' });
});

test('a plus stacks strategies, each with its own settings', () => {
  const lanes = read({
    strategies: 'srgen, cyclic-reflex + srgen',
    preset: ['B.cyclic-reflex=code-default'],
    set: ['cyclic-reflex.amplitude=3', 'srgen.steps=2', 'B.srgen.steps=1', 'A.steps=4'],
  });
  expect(lanes).toEqual([
    { strategy: 'srgen', settings: { steps: 4 } },
    {
      strategy: 'cyclic-reflex',
      preset: 'code-default',
      settings: { amplitude: 3 },
      also: [{ strategy: 'srgen', settings: { steps: 1 } }],
    },
  ]);
});

const STACK = 'plain,cyclic-reflex+srgen';

test.each<[Partial<LaneTexts>, RegExp]>([
  [{ strategies: 'plain,magic' }, /no strategy "magic"/],
  [{ strategies: 'plain,' }, /no strategy ""/],
  [{ set: ['magic.amplitude=3'] }, /no strategy "magic"/],
  [{ strategies: 'plain', set: ['cyclic-reflex.amplitude=3'] }, /No lane runs cyclic-reflex/],
  [{ set: ['cyclic-reflex.size=3'] }, /no setting cyclic-reflex\.size/],
  [{ set: ['cyclic-reflex.toString=3'] }, /no setting cyclic-reflex\.toString/],
  [{ set: ['cyclic-reflex.amplitude=99'] }, /amplitude is 99, but must be a number from 0 to 20/],
  [{ set: ['cyclic-reflex.amplitude=NaN'] }, /amplitude is "NaN"/],
  [{ set: ['cyclic-reflex.amplitude='] }, /amplitude is ""/],
  [{ set: ['cyclic-reflex.period=2.5'] }, /period is 2\.5, but must be a whole number/],
  [{ set: ['cyclic-reflex.vocabulary=all'] }, /must be one of published, words/],
  [{ set: ['amplitude'] }, /--set amplitude cannot be read/],
  [{ preset: ['cyclic-reflex=mine'] }, /no preset "mine"/],
  [{ strategies: 'plain,cyclic-reflex+' }, /no strategy ""/],
  [{ strategies: 'cyclic-reflex+magic' }, /no strategy "magic"/],
  [{ strategies: 'srgen+srgen' }, /SRGen cannot be stacked with SRGen: one instance cannot see the other/],
  [{ strategies: 'srgen+srgen-logit' }, /cannot be stacked.*both correct the same token/],
  [{ strategies: 'plain+srgen' }, /Plain cannot be stacked/],
  [{ strategies: 'srgen+srgen+srgen+srgen+srgen' }, /5 strategies are stacked/],
  [{ strategies: STACK, set: ['B.steps=2'] }, /Lane B stacks cyclic-reflex\+srgen/],
  [{ strategies: STACK, preset: ['B=code-default'] }, /Lane B stacks cyclic-reflex\+srgen/],
  [{ strategies: STACK, set: ['B.srgen.size=2'] }, /no setting srgen\.size/],
  [{ strategies: STACK, set: ['A.srgen.steps=2'] }, /Lane A does not run srgen/],
  [{ strategies: STACK, set: ['B.magic.steps=2'] }, /no strategy "magic"/],
  [{ preset: ['mine'] }, /--preset mine cannot be read/],
])('refuses %j', (texts, message) => {
  expect(() => read(texts)).toThrow(message);
});

test('an ensemble stands first and has settings of its own', () => {
  expect(read({ strategies: 'self-consistency+cyclic-reflex', set: ['A.self-consistency.runs=4'] })).toEqual([
    { strategy: 'self-consistency', settings: { runs: 4 }, also: [{ strategy: 'cyclic-reflex', settings: {} }] },
  ]);
  expect(read({ strategies: 'deepconf-online', set: ['deepconf-online.keep=10'] })).toEqual([
    { strategy: 'deepconf-online', settings: { keep: 10 } },
  ]);
});

test.each([
  ['cyclic-reflex+self-consistency', 'Name it first'],
  ['self-consistency+self-certainty', 'a lane of its own'],
  ['self-consistency+plain', 'that is what it runs by itself'],
  ['deepconf-online+deepconf-stop', 'sets the bar of that strategy itself'],
  ['self-consistency+magic', 'There is no strategy "magic"'],
])('an ensemble that cannot run is refused: %s', (strategies, message) => {
  const refusal = (): string => {
    try {
      read({ strategies });
      return '';
    } catch (caught) {
      return caught instanceof ProblemError ? `${caught.problem.message} ${caught.problem.hint}` : String(caught);
    }
  };
  expect(refusal()).toContain(message);
});
