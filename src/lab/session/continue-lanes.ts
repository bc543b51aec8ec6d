import type { Branch } from '../../decoding/branch.ts';
import type { TraceHeader } from '../../decoding/trace.ts';
import { describeHandChoice, insteadOf } from './hand-choice.ts';
import type { Comparison } from './lab-state.ts';
import { laneJob, type LaneJob } from './lane-job.ts';
import { continuedRun, isCutOff, type LaneRun } from './lane-run.ts';

/** The lane that another one left, by its first tokens; it stands in the same comparison unless somebody removed it. */
function parentOf(lanes: readonly LaneRun[], lane: LaneRun, at: number): number {
  return lanes.findIndex(
    (other) =>
      other !== lane &&
      other.records[at] !== undefined &&
      other.records.slice(0, at).every(({ id }, position) => id === lane.records[position]?.id),
  );
}

/** What a branch was begun with. The token that was put in matters only while it has not come yet. */
function branchAgain(
  lanes: readonly LaneRun[],
  lane: LaneRun,
  { at, strategies, put }: NonNullable<TraceHeader['branch']>,
): Branch {
  if (put === null) return { at, strategies, put };
  const parent = parentOf(lanes, lane, at);
  const old = lanes[parent]?.records[at];
  return {
    at,
    strategies,
    put: {
      id: put,
      reason: describeHandChoice(at, Math.max(0, parent)),
      insteadOf: old ? insteadOf(old) : { id: put, text: '', logprob: null },
    },
  };
}

/** A comparison whose lanes that broke off wait to go on, and how they do. */
export function continueLanes(
  cut: Comparison,
  newId: () => string,
): { readonly comparison: Comparison; readonly jobs: readonly LaneJob[] } {
  const jobs: LaneJob[] = [];
  const lanes = cut.lanes.map((run, lane) => {
    if (!isCutOff(run) || !run.header) return run;
    const runId = newId();
    const { strategies, sampling, maxTokens, limits, branch, promptIds } = run.header;
    const request = {
      runId,
      prompt: cut.prompt,
      promptIds,
      strategies,
      sampling,
      maxTokens,
      keep: true,
      ...(limits && { limits }),
      ...(run.records.length > 0 && { resumed: [...run.records] }),
      ...(branch && { branch: branchAgain(cut.lanes, run, branch) }),
    };
    jobs.push(laneJob(lane, request, run.header.reflectionIds ? run.header.model : null));
    return continuedRun(runId, run);
  });
  const comparison = { ...cut, id: cut.recording?.id ?? cut.id, recording: null, keep: true, lanes };
  return { comparison, jobs };
}
