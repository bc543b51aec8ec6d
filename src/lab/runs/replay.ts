import { applyEvent, waitingRun, type LaneRun } from '../session/lane-run.ts';
import type { LabStore } from '../session/lab-store.ts';
import type { Comparison } from '../session/lab-state.ts';

/** Tokens a second in every lane: a little faster than most people read. */
export const READING_SPEED = 12;

/** Plays a recording back without a model. */
export interface Replay {
  /** From the first token on, at reading speed; whatever takes its place on the screen ends it. */
  play(recording: Comparison): void;
  /** What is being played, whole. */
  showAll(): void;
}

function begun(lane: LaneRun): LaneRun {
  const waiting = waitingRun(lane.runId, lane.strategies);
  return lane.header ? applyEvent(waiting, { kind: 'start', header: lane.header }, 0) : lane;
}

/** A lane with one token more, or whole once it has them all. The times are those of the recording. */
function advanced(shown: LaneRun, whole: LaneRun): LaneRun {
  const next = whole.records[shown.records.length];
  if (!next || shown.status !== 'running') return whole;
  const texts = shown.records.length === 0 ? whole.texts : {};
  const { elapsedMilliseconds } = whole;
  return applyEvent(shown, { kind: 'tokens', records: [next], texts, elapsedMilliseconds }, 0);
}

export function createReplay(store: LabStore): Replay {
  let playing: { readonly whole: Comparison; readonly timer: ReturnType<typeof setInterval> } | undefined;

  function stop(): void {
    clearInterval(playing?.timer);
    playing = undefined;
    store.setState({ replaying: false });
  }

  function step(whole: Comparison): void {
    const { comparison } = store.getState();
    if (comparison?.id !== whole.id) return stop();
    const lanes = comparison.lanes.map((lane, index) => advanced(lane, whole.lanes[index] ?? lane));
    store.setState({ comparison: { ...comparison, lanes } });
    if (lanes.every(({ status }) => status !== 'running')) stop();
  }

  return {
    play(recording) {
      stop();
      store.setState({ comparison: { ...recording, lanes: recording.lanes.map(begun) }, replaying: true });
      playing = { whole: recording, timer: setInterval(() => step(recording), 1000 / READING_SPEED) };
    },
    showAll() {
      const whole = playing?.whole;
      stop();
      if (whole && store.getState().comparison?.id === whole.id) store.setState({ comparison: whole });
    },
  };
}
