import { expect, it } from 'vitest';
import { SAMPLING_SPECS } from '../../control/sampling-settings.ts';
import type { SettingSpec } from '../../control/strategy.ts';
import { sliderPosition, sliderValue, SLIDER_STEPS } from './slider-scale.ts';

const period = {
  kind: 'integer',
  min: 2,
  max: 100_000,
  step: 1,
  label: 'P',
  help: '',
  main: true,
} as const satisfies SettingSpec;

it('reaches both ends and stays on the steps', () => {
  expect(sliderValue(SAMPLING_SPECS.temperature, 0)).toBe('0');
  expect(sliderValue(SAMPLING_SPECS.temperature, SLIDER_STEPS)).toBe('2');
  expect(sliderValue(SAMPLING_SPECS.temperature, 61)).toBe('0.6');
  expect(sliderValue(period, 0)).toBe('2');
  expect(sliderValue(period, SLIDER_STEPS)).toBe('100000');
});

it('gives small values of a wide range room', () => {
  expect(sliderPosition(period, 30)).toBeGreaterThan(SLIDER_STEPS / 5);
  expect(sliderPosition(period, -5)).toBe(0);
});
