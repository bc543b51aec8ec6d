import * as v from 'valibot';
import type { Configuration } from '../../evaluation/run/configuration.ts';
import { itemSchema, type TaskItem } from '../../evaluation/run/item.ts';
import { evaluationManifestSchema } from '../../evaluation/run/manifest.ts';
import { inPlannedOrder, planJobs } from '../../evaluation/run/plan.ts';
import { sampleSchema, type Sample } from '../../evaluation/sample.ts';
import type { KeptRun } from './kept-run.ts';

const planSchema = v.object({ manifest: evaluationManifestSchema, items: v.array(itemSchema) });

/** What the command line keeps in manifest.json, and the problems themselves. */
export type RunPlan = v.InferOutput<typeof planSchema>;

export function newPlan(configuration: Configuration, items: readonly TaskItem[]): RunPlan {
  return {
    manifest: {
      format: 'second-thought/evaluation',
      version: 1,
      status: 'started',
      surroundings: null,
      configuration,
    },
    items: [...items],
  };
}

/** A kept run, or null when what is kept is of another version. Samples that were not planned are left out. */
export function readKeptRun(kept: KeptRun): { readonly plan: RunPlan; readonly samples: readonly Sample[] } | null {
  const plan = v.safeParse(planSchema, kept.plan);
  if (!plan.success || plan.output.items.length !== plan.output.manifest.configuration.items.length) return null;
  const samples = kept.samples.flatMap((each) => {
    const sample = v.safeParse(sampleSchema, each);
    return sample.success ? [sample.output] : [];
  });
  return { plan: plan.output, samples: inPlannedOrder(planJobs(plan.output.manifest.configuration), samples) };
}
