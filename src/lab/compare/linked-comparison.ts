import type { LinkedComparison } from '../compare-link.ts';
import type { KnownAnswer } from '../../evaluation/answer.ts';
import type { LabState } from '../session/lab-state.ts';
import type { RanStrategy } from '../session/lane-run.ts';
import { readPlan } from '../session/run-plan.ts';

type Lane = LinkedComparison['lanes'][number];

const named = ({ id, settings }: RanStrategy) => ({ strategy: id, settings: { ...settings } });

function laneOf(
  [first, ...also]: readonly RanStrategy[],
  model: string | null,
  sampling: Readonly<Record<string, number>>,
): Lane | null {
  if (!first) return null;
  return {
    ...named(first),
    ...(also.length > 0 && { also: also.map(named) }),
    ...(model !== null && { model }),
    ...(Object.keys(sampling).length > 0 && { sampling }),
  };
}

/** What is not there is left out. */
function answerOf({ gold, numbers, target }: KnownAnswer): NonNullable<LinkedComparison['answer']> {
  return { gold, ...(numbers && { numbers: [...numbers] }), ...(target !== undefined && { target }) };
}

/** What Run would start, with nothing left to suggestions; null where a field holds nothing that can be used. */
export function linkedComparison(state: LabState): LinkedComparison | null {
  const { prompt, given, modelId, ownSampling } = state;
  const read = readPlan(state);
  if (!read.ok) return null;
  const { lanes, sampling, laneSampling, laneModels, maxTokens, limits } = read.plan;
  const limited = limits.loopRepeats > 0 || limits.thinkingBudget > 0;
  return {
    prompt,
    ...(given?.prompt === prompt && { answer: answerOf(given.answer) }),
    model: modelId,
    lanes: lanes.flatMap((stack, index) => {
      const names = Object.keys(ownSampling[index] ?? {});
      const own = Object.entries({ ...laneSampling[index] }).filter(([name]) => names.includes(name));
      return laneOf(stack, laneModels[index] ?? null, Object.fromEntries(own)) ?? [];
    }),
    sampling: { ...sampling },
    maxTokens,
    ...(limited && { limits: { ...limits } }),
  };
}
