import { checkEnsemble } from '../../control/ensembles/check.ts';
import type { EnsembleDefinition } from '../../control/ensembles/ensemble.ts';
import { toProblem } from '../../control/errors.ts';
import { plain } from '../../control/strategies/plain.ts';
import { knownAnswer } from '../session/examples.ts';
import { capabilitiesOf, EVERY_CAPABILITY } from '../session/capabilities.ts';
import { readFields, type FieldTexts } from '../session/field-text.ts';
import type { LabState } from '../session/lab-state.ts';
import { readPlan } from '../session/run-plan.ts';
import type { EnsemblePlan } from './ensemble-session.ts';

export type PlanOrFault =
  | { readonly ok: true; readonly plan: EnsemblePlan }
  | { readonly ok: false; readonly fault: string };

/** What Run would start: the ensemble's fields, and problem, sampling and one lane of the Compare page. */
export function readEnsemblePlan(
  state: LabState,
  definition: EnsembleDefinition,
  texts: FieldTexts,
  lane: number,
): PlanOrFault {
  if (state.prompt.trim() === '') return { ok: false, fault: 'There is no problem yet.' };
  const own = readFields(definition.settings, texts);
  if (!own.ok) return { ok: false, fault: own.fault };
  const shared = readPlan(state);
  if (!shared.ok) return { ok: false, fault: shared.problem.message };
  const { sampling, maxTokens, lanes } = shared.plan;
  const strategies = (lanes[lane] ?? []).filter(({ id }) => id !== plain.id);
  try {
    checkEnsemble(
      definition,
      strategies.map(({ id }) => id),
      capabilitiesOf(state) ?? EVERY_CAPABILITY,
    );
  } catch (caught) {
    return { ok: false, fault: toProblem(caught, 'internal', '').message };
  }
  const { prompt, given } = state;
  const known = given?.prompt === prompt ? given.answer : knownAnswer(prompt);
  return {
    ok: true,
    plan: { id: definition.id, settings: own.settings, strategies, prompt, known, sampling, maxTokens },
  };
}
