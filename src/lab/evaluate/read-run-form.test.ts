import { expect, test } from 'vitest';
import { planJobs } from '../../evaluation/run/plan.ts';
import { completeLanes, describeConfiguration } from '../../../cli/eval-configuration.ts';
import { readModel } from '../../../cli/eval-model.ts';
import { readEvalOptions } from '../../../cli/eval-options.ts';
import { findModel } from '../../storage/catalog.ts';
import { LOADED } from '../session/test-doubles.ts';
import { armStrategy } from './arms.ts';
import { formFault, readRunForm } from './read-run-form.ts';
import { useRunForm, type RunFields } from './run-form-state.ts';

const ITEMS = ['a', 'b', 'c'].map((id) => ({ id, problem: `${id}?`, answer: '4' }));

const FORM: RunFields = {
  ...useRunForm.getState(),
  task: { kind: 'ready', task: { name: 'sums', items: ITEMS }, fromFile: false },
  limit: '2',
};
const MODEL = {
  model: {
    ...LOADED,
    suggested: findModel('ponder').suggested,
    engine: { ...LOADED.engine, capabilities: ['bias', 'entropy', 'probe', 'hidden', 'force', 'rewind'] as const },
  },
  modelHash: readModel('ponder').hash,
  engine: 'wasm',
};

test('the page plans what the command line plans', () => {
  const options = readEvalOptions(
    '--task sums.jsonl --out o --strategies plain,cyclic-reflex+srgen --engine wasm --seed 7'.split(' '),
  );
  if (!options) throw new Error('Help was asked for.');
  const task = { name: 'sums', items: ITEMS.slice(0, 2) };
  const expected = describeConfiguration(options, completeLanes(options.lanes, 'ponder'), task);
  const arms = [[armStrategy('plain')], [armStrategy('cyclic-reflex'), armStrategy('srgen')]];
  const read = readRunForm({ ...FORM, arms }, MODEL);
  if (!read.ok) throw new Error(read.fault);
  const { configuration } = read.plan.manifest;
  expect(configuration).toEqual(expected);
  expect(planJobs(configuration)).toEqual(planJobs(expected));
});

test.each([
  [{ limit: '0' }, 'Problems is 0'],
  [{ samples: 'many' }, 'Samples is “many”'],
  [{ maxTokens: '' }, 'Maximum tokens is empty'],
  [{ sampling: { ...FORM.sampling, temperature: '9' } }, 'Temperature is 9'],
  [{ task: null }, 'no problems'],
  [{ arms: [[armStrategy('plain'), armStrategy('srgen')]] }, 'Strategy A: Plain'],
])('%j is refused', (changes, reason) => {
  expect(formFault({ ...FORM, ...changes })).toContain(reason);
  expect(readRunForm({ ...FORM, ...changes }, MODEL)).toMatchObject({ ok: false });
});

test('two equal arms are refused', () => {
  const arms = [[armStrategy('plain')], [armStrategy('plain')]];
  expect(readRunForm({ ...FORM, arms }, MODEL)).toMatchObject({
    fault: expect.stringContaining('strategies A and B are the same'),
  });
});
