import type { Outcome } from '../../../workers/protocol.ts';
import type { Problem } from '../../control/errors.ts';
import type { Branch } from '../../decoding/branch.ts';
import type { TokenRecord } from '../../decoding/trace.ts';
import type { Comparison } from './lab-state.ts';
import { ownSamplingOf } from './own-sampling.ts';
import type { LabStore, Surroundings } from './lab-store.ts';
import { branchedRun, type LaneRun, type RanStrategy } from './lane-run.ts';
import { describeHandChoice, insteadOf } from './hand-choice.ts';
import { laneJob } from './lane-job.ts';
import type { LaneRunner } from './lane-runner.ts';
import { LANE_LETTERS, laneLetter, type LaneSetup } from './lane-setup.ts';
import type { ModelActions } from './model-actions.ts';
import { BUSY } from './run-actions.ts';
import { readSetup, setupFromSettings } from './strategy-setup.ts';

/** Where a new lane leaves another one, and how. */
export interface BranchRequest {
  readonly lane: number;
  /** The first token that may differ. */
  readonly position: number;
  /** The token to put there; left out to draw it anew. */
  readonly put?: { readonly id: number; readonly text: string };
  /** What the new lane goes on with; left out for the strategies of the old one. */
  readonly setup?: LaneSetup;
}

export interface BranchActions {
  /** Goes on from a token of a lane as a new lane, which keeps all before it. Resolves when the lane has ended. */
  branch(request: BranchRequest): Promise<Outcome<Comparison>>;
}

/** Why no lane can branch off here now, or null. */
export function branchFault(lanes: number, activity: string): string | null {
  if (activity !== 'idle') return 'Stop the run first.';
  return lanes >= LANE_LETTERS.length ? 'Four lanes are open. Remove one first.' : null;
}

function refused(message: string, hint: string): Problem {
  return { code: 'setting-invalid', message, hint };
}

function setupsOf({ strategies }: LaneRun): LaneSetup {
  return strategies.map(({ id, settings }) => setupFromSettings(id, settings));
}

function readSetups(setup: LaneSetup): readonly RanStrategy[] | null {
  const strategies = setup.flatMap((entry) => {
    const read = readSetup(entry);
    return read.ok ? [{ id: entry.strategyId, settings: read.settings }] : [];
  });
  return strategies.length === setup.length ? strategies : null;
}

function branchOf(run: LaneRun, { position, put, lane }: BranchRequest, old: TokenRecord): Branch {
  const strategies = run.strategies.map(({ id, settings }) => ({ id, settings: { ...settings } }));
  const reason = describeHandChoice(position, lane);
  return { at: position, strategies, put: put ? { id: put.id, reason, insteadOf: insteadOf(old) } : null };
}

export function createBranchActions(
  store: LabStore,
  { now, newId }: Surroundings,
  model: ModelActions,
  runner: LaneRunner,
): BranchActions {
  return {
    async branch(request) {
      const { lanes: setups, sampling: shared, ownSampling, laneModels, comparison, activity } = store.getState();
      if (activity !== 'idle') return { ok: false, problem: BUSY };
      const run = comparison?.lanes[request.lane];
      const old = run?.records[request.position];
      if (!comparison || !run?.header || !old) {
        return runner.refuse(refused('There is no such token.', 'Choose a token of a lane that has run.'));
      }
      const fault = branchFault(setups.length, activity);
      if (fault !== null) return runner.refuse(refused('A branch needs a lane of its own.', fault));
      const strategies = request.setup ? readSetups(request.setup) : run.strategies;
      if (!strategies) return runner.refuse(refused('A setting of the new lane cannot be used.', 'Correct it first.'));

      const pressedAt = now();
      store.setState({ activity: 'waiting', problem: null, promptFault: null, announcement: '' });
      const loaded = await model.ensureModel();
      const own = run.header.reflectionIds ? run.header.model : null;
      if (!loaded.ok || (own === null && loaded.value.id !== run.header.model)) {
        store.setState({ activity: 'idle' });
        const { title } = loaded.ok ? loaded.value : { title: 'no model' };
        const message = `Lane ${laneLetter(request.lane)} was run on ${run.header.model}; loaded is ${title}.`;
        return loaded.ok ? runner.refuse(refused(message, 'Load that model first.')) : loaded;
      }
      const { sampling, maxTokens, limits } = run.header;
      const runId = newId();
      const grown: Comparison = {
        ...comparison,
        // What it leaves stays as it was, where runs are kept.
        id: newId(),
        recording: null,
        keep: true,
        lanes: [...comparison.lanes, branchedRun(runId, strategies, run, request)],
      };
      // Lanes and their fields stand at the same places.
      const place = comparison.lanes.length;
      const sampled = ownSamplingOf(sampling, shared);
      store.setState({
        ownSampling: setups.map((_, index) => ownSampling[index] ?? {}).toSpliced(place, 0, sampled),
        laneModels: setups.map((_, index) => laneModels[index] ?? null).toSpliced(place, 0, own),
        lanes: [...setups.slice(0, place), request.setup ?? setupsOf(run), ...setups.slice(place)],
      });
      const job = laneJob(
        place,
        {
          runId,
          prompt: comparison.prompt,
          strategies,
          sampling,
          maxTokens,
          ...(limits && { limits }),
          resumed: run.records.slice(0, request.position),
          branch: branchOf(run, request, old),
          keep: true,
        },
        own,
      );
      return await runner.runLanes(grown, [job], pressedAt);
    },
  };
}
