import { describe, expect, it } from 'vitest';
import { ProblemError } from './errors.ts';
import { checkSampling } from './sampling-settings.ts';
import { checkSettings, describeRange, parseSettingText, settingFault } from './settings.ts';
import { STRATEGIES, findStrategy } from './strategies/index.ts';

function problemOf(task: () => unknown) {
  try {
    task();
  } catch (caught) {
    if (caught instanceof ProblemError) return caught.problem;
    throw caught;
  }
  throw new Error('nothing was thrown');
}

const cyclicReflex = findStrategy('cyclic-reflex');

describe('checkSettings', () => {
  it('fills what is left out from the defaults', () => {
    expect(checkSettings(cyclicReflex, { amplitude: 2 })).toEqual({ ...cyclicReflex.defaults, amplitude: 2 });
  });

  it.each([
    ['NaN', { amplitude: Number.NaN }, 'cyclic-reflex.amplitude is NaN, but must be a number from 0 to 20.'],
    ['too large', { amplitude: 21 }, 'cyclic-reflex.amplitude is 21, but must be a number from 0 to 20.'],
    ['infinite', { amplitude: Infinity }, 'cyclic-reflex.amplitude is Infinity, but must be a number from 0 to 20.'],
    ['not whole', { period: 2.5 }, 'cyclic-reflex.period is 2.5, but must be a whole number from 2 to 100000.'],
    ['no choice', { vocabulary: 'all' }, 'cyclic-reflex.vocabulary is all, but must be one of published, words.'],
    ['text for a number', { amplitude: '3' }, 'cyclic-reflex.amplitude is 3, but must be a number from 0 to 20.'],
  ])('refuses a value that is %s, naming setting, value and range', (_, given, message) => {
    expect(problemOf(() => checkSettings(cyclicReflex, given))).toMatchObject({ code: 'setting-invalid', message });
  });

  it('refuses an unknown setting and names those there are, inherited names included', () => {
    for (const name of ['amplitud', 'constructor', '__proto__x']) {
      expect(problemOf(() => checkSettings(cyclicReflex, { [name]: 1 })).message).toBe(
        `There is no setting cyclic-reflex.${name}.`,
      );
    }
    expect(problemOf(() => checkSettings(cyclicReflex, { x: 1 })).hint).toMatch(/amplitude, period/);
  });
});

describe('every strategy', () => {
  it.each(STRATEGIES.map((strategy) => [strategy.id, strategy] as const))(
    '%s has defaults, presets and neutral settings inside its ranges',
    (_, strategy) => {
      expect(checkSettings(strategy, strategy.defaults)).toEqual(strategy.defaults);
      expect(Object.keys(strategy.defaults).sort()).toEqual(Object.keys(strategy.settings).sort());
      for (const preset of strategy.presets) expect(checkSettings(strategy, preset.settings)).toBeTruthy();
      expect(checkSettings(strategy, strategy.neutral)).toBeTruthy();
    },
  );

  it('is found by id; an unknown id names those there are', () => {
    expect(problemOf(() => findStrategy('cyclic'))).toMatchObject({
      code: 'strategy-unknown',
      hint: expect.stringContaining('cyclic-reflex'),
    });
  });
});

describe('text and words', () => {
  it('reads numbers from text and keeps what is no number invalid', () => {
    const spec = cyclicReflex.settings['amplitude'];
    if (!spec) throw new Error('amplitude is gone');
    expect(parseSettingText(spec, ' 2.5 ')).toBe(2.5);
    expect(settingFault('amplitude', spec, parseSettingText(spec, 'abc'))).toBe(
      'amplitude is NaN, but must be a number from 0 to 20.',
    );
    expect(settingFault('amplitude', spec, parseSettingText(spec, ''))).toMatch(/NaN/);
    expect(settingFault('amplitude', spec, 3)).toBeUndefined();
    expect(describeRange(spec)).toBe('a number from 0 to 20');
  });

  it('checks sampling settings like any others', () => {
    expect(checkSampling({ seed: 3 })).toEqual({ temperature: 0.6, topP: 0.95, topK: 0, minP: 0, seed: 3 });
    expect(problemOf(() => checkSampling({ topP: 0 })).message).toBe(
      'sampling.topP is 0, but must be a number from 0.01 to 1.',
    );
  });
});
