import { expect, it } from 'vitest';
import { readSetup, startingSetup } from '../session/strategy-setup.ts';
import { describeRun, isOutdated } from './describe-run.ts';

const setup = [startingSetup('cyclic-reflex', {}), startingSetup('certainty-guided', {})];
const strategies = setup.map((entry) => {
  const read = readSetup(entry);
  return { id: entry.strategyId, settings: read.ok ? read.settings : {} };
});

it('knows when the fields are no longer those of the run', () => {
  expect(isOutdated(setup, { strategies })).toBe(false);
  expect(isOutdated(setup.slice(0, 1), { strategies })).toBe(true);
  expect(isOutdated(setup.toReversed(), { strategies })).toBe(true);
  const [first, second] = setup;
  const changed = [first, second && { ...second, texts: { ...second.texts, threshold: '0.1' } }].filter((e) => !!e);
  expect(isOutdated(changed, { strategies })).toBe(true);
});

it('names all strategies of a run in their order', () => {
  expect(describeRun({ strategies })).toMatch(/^CyclicReflex, Amplitude A 5.*, then Certainty-guided \(CGRS\), /);
});
