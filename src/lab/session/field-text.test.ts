import { expect, it } from 'vitest';
import { SAMPLING_SPECS } from '../../control/sampling-settings.ts';
import { fieldFault, readFields } from './field-text.ts';

it.each([
  ['', 'Temperature is empty, but must be a number from 0 to 2.'],
  ['warm', 'Temperature is “warm”, but must be a number from 0 to 2.'],
  ['2.5', 'Temperature is 2.5, but must be a number from 0 to 2.'],
  ['Infinity', 'Temperature is Infinity, but must be a number from 0 to 2.'],
])('says what is wrong with "%s"', (text, fault) => {
  expect(fieldFault(SAMPLING_SPECS.temperature, text)).toBe(fault);
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
