import { lab } from '../session/lab.ts';
import { runs } from './evaluation.ts';
import { modelFacts } from './model-facts.ts';
import { readRunForm } from './read-run-form.ts';
import { useRunForm } from './run-form-state.ts';
import { ALL, useView } from './view-state.ts';

/** Runs what the form asks for, once the model is there; resolves at the end with why it was not begun, or with null. */
export async function startRun(): Promise<string | null> {
  const loaded = await lab.ensureModel();
  if (!loaded.ok) return null; // shown by itself
  const model = loaded.value;
  const engine = lab.store.getState().device;
  const read = readRunForm(useRunForm.getState(), { model, modelHash: modelFacts(model.id).hash, engine });
  if (!read.ok) return read.fault;
  useView.getState().close();
  useView.getState().select(ALL);
  await runs.start(read.plan);
  return null;
}
