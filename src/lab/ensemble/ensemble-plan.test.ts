import { expect, test } from 'vitest';
import { deepconfOnline } from '../../control/ensembles/deepconf-online.ts';
import { selfConsistency } from '../../control/ensembles/self-consistency.ts';
import { textsOf } from '../session/field-text.ts';
import { initialState, type LabState } from '../session/lab-state.ts';
import { startingSetup } from '../session/strategy-setup.ts';
import { LOADED } from '../session/test-doubles.ts';
import { readEnsemblePlan } from './ensemble-plan.ts';

const state: LabState = initialState('wasm', null, 'What is 3 + 4?');
const texts = textsOf(selfConsistency.defaults);

test('takes problem, sampling and the strategies of a lane from the page', () => {
  const plain = readEnsemblePlan(state, selfConsistency, texts, 0);
  expect(plain).toMatchObject({ ok: true, plan: { strategies: [], prompt: 'What is 3 + 4?', settings: { runs: 8 } } });
  const cyclic = readEnsemblePlan(state, selfConsistency, texts, 1);
  expect(cyclic).toMatchObject({ ok: true, plan: { strategies: [{ id: 'cyclic-reflex' }] } });
});

test('says before the run what cannot be run', () => {
  expect(readEnsemblePlan(state, selfConsistency, { runs: '0' }, 0)).toMatchObject({
    fault: expect.stringContaining('Runs is 0'),
  });
  expect(readEnsemblePlan({ ...state, prompt: ' ' }, selfConsistency, texts, 0)).toMatchObject({
    fault: expect.stringContaining('no problem'),
  });
  // The engine of this model tells no entropies.
  const poor: LabState = { ...state, model: { kind: 'ready', model: LOADED } };
  const online = textsOf(deepconfOnline.defaults);
  expect(readEnsemblePlan(poor, deepconfOnline, online, 0)).toMatchObject({
    fault: expect.stringContaining('needs entropy'),
  });
  const twice: LabState = { ...state, lanes: [[startingSetup('deepconf-stop', {})]] };
  expect(readEnsemblePlan(twice, deepconfOnline, online, 0)).toMatchObject({
    fault: expect.stringContaining('sets the bar'),
  });
});
