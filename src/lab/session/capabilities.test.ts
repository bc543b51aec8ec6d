import { expect, it } from 'vitest';
import { findStrategy } from '../../control/strategies/index.ts';
import { capabilitiesOf, lackOf } from './capabilities.ts';
import { LOADED } from './test-doubles.ts';

it('says in words what an engine lacks', () => {
  const capabilities = capabilitiesOf({ model: { kind: 'ready', model: LOADED } });
  expect(lackOf(findStrategy('cyclic-reflex'), capabilities)).toBeNull();
  expect(lackOf(findStrategy('srgen'), capabilities)).toBe(
    'needs the entropy of every token and hidden states, which this model does not give on this engine',
  );
});

it('refuses nothing before a model is there', () => {
  expect(lackOf(findStrategy('srgen'), capabilitiesOf({ model: { kind: 'unloaded' } }))).toBeNull();
});
