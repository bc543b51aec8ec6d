import { STRATEGIES } from '../../control/strategies/index.ts';
import { ensembleOf, memberStrategies } from '../../evaluation/run/ensemble-of.ts';
import type { Arm } from '../../evaluation/report/arms.ts';
import { unstack, type NamedStrategy } from '../../evaluation/run/stack-name.ts';
import type { Sample } from '../../evaluation/sample.ts';
import { compareLink, type LinkedComparison } from '../compare-link.ts';
import { engineInWords } from '../session/other-engine.ts';
import type { Results } from './results.ts';

export type SampleLink =
  | { readonly address: string }
  /** Why there is none, and what would help. */
  | { readonly missing: string };

type Lane = LinkedComparison['lanes'][number];

/** An ensemble's lane is one of its runs. `model` where it is not the one of the others. */
function laneOf({ strategy, settings }: Arm, model: string | undefined): Lane {
  const ensemble = ensembleOf({ strategy, settings });
  const strategies = ensemble ? memberStrategies(ensemble) : unstack(strategy, settings);
  const [first, ...also] = strategies.map(({ id, settings: own }: NamedStrategy) => ({
    strategy: id,
    settings: { ...own },
  }));
  return {
    ...(first ?? { strategy, settings }),
    ...(also.length > 0 && { also }),
    ...(model !== undefined && { model }),
  };
}

/** Of an ensemble, the first run that voted for its answer, else its first. */
function seedOf({ seed, members, answer }: Sample): number {
  const voter = members?.find((member) => member.weight > 0 && member.answer === answer);
  return (voter ?? members?.[0])?.seed ?? seed;
}

const isKnown = (id: string): boolean => STRATEGIES.some((definition) => definition.id === id);

/**
 * The comparison that makes a sample again: its problem, its seed, its settings, its model, and its strategy beside the
 * baseline's; a sample of the baseline stands beside the next strategy. Of an ensemble it is the run whose answer won.
 */
export function sampleLink(sample: Sample, { arms, items, shared, models, context }: Results): SampleLink {
  const item = items.get(sample.itemHash);
  if (!item) return { missing: 'The problem’s text is not known: open the file of problems too.' };
  if (!shared) return { missing: 'The sampling settings are not known: open report.json too.' };
  const [baseline, next] = arms;
  const own = arms.find(
    ({ strategyHash, modelHash }) => strategyHash === sample.strategyHash && modelHash === sample.modelHash,
  );
  const pair = [baseline, own === baseline ? next : own].filter((arm) => arm !== undefined);
  const [model, ...others] = pair.map(({ modelHash }) => models.get(modelHash));
  if (model === undefined || others.includes(undefined))
    return { missing: 'The model that made the samples is not known: open report.json too.' };
  const lanes = pair.map((arm) => {
    const of = models.get(arm.modelHash);
    return laneOf(arm, of === model ? undefined : of);
  });
  const foreign = lanes.flatMap((lane) => [lane, ...(lane.also ?? [])]).find(({ strategy }) => !isKnown(strategy));
  if (foreign) return { missing: `This page has no strategy “${foreign.strategy}”.` };
  const madeOn = engineInWords(context);
  const address = compareLink({
    prompt: item.problem,
    model,
    answer: {
      gold: item.answer,
      ...(item.numbers && { numbers: item.numbers }),
      ...(item.target !== undefined && { target: item.target }),
    },
    lanes,
    sampling: { ...shared.sampling, seed: seedOf(sample) },
    maxTokens: shared.maxTokens,
    ...(madeOn !== '' && { madeOn }),
  });
  return address === null ? { missing: 'The problem is too long for a link.' } : { address };
}
