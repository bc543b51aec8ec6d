import { expect, test } from 'vitest';
import { groupArms } from '../../evaluation/report/arms.ts';
import { letterOf } from '../../evaluation/report/anchors.ts';
import { makeSample } from '../../evaluation/report/fixtures.ts';
import { orderSamples } from '../../evaluation/report/order.ts';
import { armTitle } from './arm-title.ts';
import { armLetters, armStrategy } from './arms.ts';

test('strategies have their titles, with the settings that tell them apart', () => {
  expect(armTitle('plain')).toBe('Plain');
  expect(armTitle('cyclic-reflex+srgen srgen.steps=2')).toBe('CyclicReflex + SRGen srgen.steps=2');
  expect(armTitle('self-consistency')).toBe('Self-consistency');
  expect(armTitle('telepathy #12ab model 34cd')).toBe('telepathy #12ab model 34cd');
});

test('a strategy has the same letter in the form and in the results', () => {
  for (const ids of [
    ['plain', 'srgen', 'cyclic-reflex'],
    ['srgen', 'cyclic-reflex', 'plain'],
    ['srgen', 'certainty-guided'],
  ]) {
    const samples = ids.map((strategy) => makeSample(1, { strategy, strategyHash: `hash of ${strategy}` }));
    const baseline = ids.includes('plain') ? 'plain' : ids[0];
    const order = ids.map((id) => `hash of ${id}`);
    const arms = groupArms(orderSamples(samples), `hash of ${baseline}`, order);
    const inResults = ids.map((id) => letterOf(arms.findIndex(({ strategy }) => strategy === id)));
    expect(armLetters(ids.map((id) => [armStrategy(id)]))).toEqual(inResults);
  }
});
