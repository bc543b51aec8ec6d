import type { RunRequest } from '../../../workers/protocol.ts';

/** What a lane of a comparison is run with. */
export interface LaneJob {
  readonly lane: number;
  readonly request: RunRequest;
  /** Its id, where it is not the page's. */
  readonly model: string | null;
}

/** A lane with a model of its own says what counts as reflection there. */
export function laneJob(lane: number, request: RunRequest, model: string | null): LaneJob {
  return { lane, model, request: model === null ? request : { ...request, namesReflections: true } };
}

/** Jobs that can run side by side, those on the page's model first: one model at a time fits into the worker. */
export function byModel(jobs: readonly LaneJob[]): readonly (readonly LaneJob[])[] {
  const models = [...new Set(jobs.map(({ model }) => model))];
  return models
    .toSorted((a, b) => Number(a !== null) - Number(b !== null))
    .map((model) => jobs.filter((job) => job.model === model));
}
