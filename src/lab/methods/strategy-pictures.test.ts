import { describe, expect, it } from 'vitest';
import { STRATEGIES } from '../../control/strategies/index.ts';
import type { Settings } from '../../control/strategy.ts';
import type { TokenRecord } from '../../decoding/trace.ts';
import { tokenRecord } from '../session/test-doubles.ts';
import type { Picture } from './picture.ts';
import { pictureOf } from './strategy-pictures.ts';

const pair = (value: number): [number, number] => [value, value];

/** Sixty quiet tokens and one that is not. */
const RECORDED = Array.from({ length: 61 }, (_, position): TokenRecord => {
  const tempered = position === 60 ? 2.5 : 0.1;
  return tokenRecord(position, 'so', {
    statistics: {
      entropy: pair(tempered),
      varentropy: pair(0),
      logprob: pair(0),
      tempered,
      divergence: 0,
      confidence: position < 30 ? 12 : 4,
      before: [],
    },
  });
});

function draw(id: string, settings: Settings = {}): Picture {
  const definition = STRATEGIES.find((each) => each.id === id);
  const picture = pictureOf(id);
  if (!definition || !picture) throw new Error(`There is no picture of ${id}.`);
  return picture.draw({ ...definition.defaults, ...settings }, RECORDED);
}

const curveOf = ({ lines }: Picture): readonly number[] =>
  lines.find(({ look }) => look === 'curve')?.points.map(([, value]) => value) ?? [];

describe('every picture', () => {
  const drawn = STRATEGIES.filter(({ id }) => pictureOf(id) !== undefined);

  it('is there for the strategies whose settings have a shape', () => {
    expect(STRATEGIES.filter((each) => !drawn.includes(each)).map(({ id }) => id)).toEqual([
      'plain',
      'no-wait',
      'first-answer',
      'hint',
      'slot',
    ]);
  });

  it.each(drawn.map(({ id }) => id))('of %s lies within its axes, for all published settings', (id) => {
    const definition = STRATEGIES.find((each) => each.id === id);
    for (const preset of definition?.presets ?? []) {
      const { x, y, lines, marks } = draw(id, preset.settings);
      const points = [...lines.flatMap(({ points: own }) => own), ...marks.map(({ at }) => at)];
      for (const [across, up] of points) {
        expect(across).toBeGreaterThanOrEqual(x.from);
        expect(across).toBeLessThanOrEqual(x.to);
        expect(up).toBeGreaterThanOrEqual(y.from);
        expect(up).toBeLessThanOrEqual(y.to);
      }
    }
  });
});

it('draws the schedules that depend on the position alone', () => {
  const wave = curveOf(draw('cyclic-reflex', { amplitude: 2, period: 40 }));
  expect([0, 10, 30].map((at) => wave[at])).toEqual([0, 2, -2]);
  expect([0, 1, 3, 63].map((at) => curveOf(draw('silver'))[at])).toEqual([0.25, 0.5, 1, 16]);
  const windowed = curveOf(draw('constant-bias', { bias: 1, windowStart: 10, windowEnd: 20 }));
  expect([9, 10, 19, 20].map((at) => windowed[at])).toEqual([0, 1, 1, 0]);
});

it('lets TIP penalise the beginning of every thought, or of the output', () => {
  const turned = draw('tip', { penalty: 3, duration: 60 });
  const [turn = 0, last = 0] = turned.marks.map(({ at }) => at[0]);
  expect([0, 59, 60, turn, turn + 1, last + 59, last + 60].map((at) => curveOf(turned)[at])).toEqual([
    -3, -3, 0, 0, -3, -3, 0,
  ]);
  const once = curveOf(draw('tip', { penalty: 3, duration: 60, window: 'start' }));
  expect([59, 60, turn + 1].map((at) => once[at])).toEqual([-3, 0, 0]);
});

it('marks where SRGen would correct the recorded run', () => {
  expect(draw('srgen').marks).toEqual([{ at: [60, 2.5], sign: '◆' }]);
  expect(draw('srgen', { minThreshold: 2.6 }).words).toContain('no token is above it');
});

it('shows how often certainty bans, and how sure an answer counts', () => {
  const bans = curveOf(draw('certainty-guided', { threshold: 0.5 }));
  expect([0, 100, 150, 200].map((at) => bans[at]?.toFixed(2))).toEqual(['0.00', '0.00', '0.50', '1.00']);
  expect(draw('deer', { threshold: 0.5, confidence: 'minimum' }).words).toContain('above 0.5 from 0.50 on');
  expect(draw('deer', { threshold: 1 }).words).toContain('never above');
});

it('ends a made-up run when its probes agree', () => {
  expect(draw('dynasor', { agreeing: 2, interval: 10 }).words).toContain('agree at token 30');
  expect(draw('dynasor', { agreeing: 3, interval: 10 }).words).toContain('agree at token 60');
  expect(draw('dynasor', { agreeing: 20 }).words).toContain('never agree 20 times');
});

it('forces a budget on a made-up thinking', () => {
  expect(draw('s1', { ignores: 2 }).words).toContain('2 ends become Wait');
  expect(draw('s1', { ignores: 2, thinkingLimit: 100 }).words).toMatch(
    /1 ends become Wait, and at token 100 the limit/,
  );
  expect(draw('s1', { ignores: 0 }).words).toContain('0 ends become');
});

it('ends the recorded run where its confidence falls under the bar', () => {
  expect(draw('deepconf-stop', { window: 4, bar: 5 }).words).toMatch(/under it at token 3\d/);
  expect(draw('deepconf-stop', { window: 4, bar: 3 }).words).toContain('never under it');
  expect(draw('deepconf-stop').words).toContain('never full');
});
