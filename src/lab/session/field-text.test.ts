import { expect, it } from 'vitest';
import { SAMPLING_SPECS } from '../../control/sampling-settings.ts';
import { cyclicReflex } from '../../control/strategies/cyclic-reflex.ts';
import { fieldFault, readFields, settingInWords } from './field-text.ts';

it.each([
  ['', 'Temperature is empty, but must be a number from 0 to 2.'],
  ['warm', 'Temperature is “warm”, but must be a number from 0 to 2.'],
  ['2.5', 'Temperature is 2.5, but must be a number from 0 to 2.'],
  ['Infinity', 'Temperature is Infinity, but must be a number from 0 to 2.'],
])('says what is wrong with "%s"', (text, fault) => {
  expect(fieldFault(SAMPLING_SPECS.temperature, text)).toBe(fault);
});

it('says a setting with its unit, where it has one', () => {
  const { amplitude, vocabulary } = cyclicReflex.settings;
  if (!amplitude || !vocabulary) throw new Error('The settings have other names.');
  expect(settingInWords(amplitude, '3')).toBe('Amplitude A 3 nats');
  expect(settingInWords(vocabulary, 'words')).toBe('Reflection tokens words');
  expect(settingInWords(SAMPLING_SPECS.temperature, '0.6')).toBe('Temperature 0.6');
});

it('reads all fields, or gives the first fault', () => {
  const texts = { temperature: '0', topP: '1', topK: '0', minP: '0', seed: '7' };
  expect(readFields(SAMPLING_SPECS, texts)).toEqual({
    ok: true,
    settings: { temperature: 0, topP: 1, topK: 0, minP: 0, seed: 7 },
  });
  expect(readFields(SAMPLING_SPECS, { ...texts, seed: '1.5' })).toMatchObject({ ok: false });
  expect(readFields(SAMPLING_SPECS, {})).toMatchObject({ ok: false });
});
