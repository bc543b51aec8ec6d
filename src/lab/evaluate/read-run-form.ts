import { toProblem } from '../../control/errors.ts';
import { SAMPLING_SPECS, type SamplingSettings } from '../../control/sampling-settings.ts';
import { describeConfiguration } from '../../evaluation/run/describe-configuration.ts';
import { sha256 } from '../../evaluation/run/sha256.ts';
import type { LoadedModel } from '../../../workers/protocol.ts';
import { fieldFault, readFields } from '../session/field-text.ts';
import { MAX_TOKENS_SPEC } from '../session/run-plan.ts';
import { armLetters, armsFault, settleStrategy, twinsFault } from './arms.ts';
import { LIMIT_SPEC, SAMPLES_SPEC, type RunFields } from './run-form-state.ts';
import { newPlan, type RunPlan } from './run-plan.ts';

export type PlanOrFault =
  | { readonly ok: true; readonly plan: RunPlan }
  | { readonly ok: false; readonly fault: string };

/** Why the fields cannot be run, as far as that is known without a model; null when they can. */
export function formFault({ task, limit, samples, sampling, maxTokens, arms }: RunFields): string | null {
  const fields = readFields(SAMPLING_SPECS, sampling);
  return (
    fieldFault(LIMIT_SPEC, limit) ??
    fieldFault(SAMPLES_SPEC, samples) ??
    (fields.ok ? undefined : fields.fault) ??
    fieldFault(MAX_TOKENS_SPEC, maxTokens) ??
    armsFault(arms, null) ??
    (task?.kind === 'ready' ? null : 'There are no problems yet.')
  );
}

interface ModelInput {
  readonly model: Pick<LoadedModel, 'id' | 'suggested' | 'engine'>;
  readonly modelHash: string;
  /** As asked for. */
  readonly engine: string;
}

/** What Start would run: the same configuration that the command line makes of the same choices. */
export function readRunForm(form: RunFields, { model, modelHash, engine }: ModelInput): PlanOrFault {
  const fault = formFault(form) ?? armsFault(form.arms, model.engine.capabilities);
  const fields = readFields(SAMPLING_SPECS, form.sampling);
  if (fault !== null || !fields.ok || form.task?.kind !== 'ready') return { ok: false, fault: fault ?? '' };
  const { task } = form.task;
  const items = task.items.slice(0, Number(form.limit));
  // Every key of SAMPLING_SPECS is present and checked.
  const { seed, ...sampling } = fields.settings as unknown as SamplingSettings;
  try {
    const lanes = form.arms.map((arm) => arm.map((entry) => settleStrategy(entry, model.suggested)));
    const twins = twinsFault(lanes, armLetters(form.arms));
    if (twins !== null) return { ok: false, fault: twins };
    const configuration = describeConfiguration(
      {
        task: task.name,
        items,
        model: model.id,
        modelHash,
        engine,
        seed,
        samples: Number(form.samples),
        maxTokens: Number(form.maxTokens),
        sampling,
        shard: null,
        lanes,
      },
      sha256,
    );
    return { ok: true, plan: newPlan(configuration, items) };
  } catch (caught) {
    const { message, hint } = toProblem(caught, 'internal', '');
    return { ok: false, fault: `${message} ${hint}` };
  }
}
