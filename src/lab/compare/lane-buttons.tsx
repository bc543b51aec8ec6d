import { lab, useLab } from '../session/lab.ts';
import { LANE_LETTERS, laneLetter } from '../session/lane-setup.ts';

export function AddLaneButton() {
  const full = useLab((state) => state.lanes.length >= LANE_LETTERS.length);
  if (full) return null;
  return (
    <button type="button" onClick={() => lab.addLane()}>
      <span aria-hidden="true">+</span> Add lane
    </button>
  );
}

export function RemoveLaneButton({ lane }: { readonly lane: number }) {
  const last = useLab((state) => state.lanes.length < 2);
  const busy = useLab((state) => state.activity !== 'idle');
  if (last) return null;
  return (
    <button
      type="button"
      disabled={busy}
      title={busy ? 'Stop the run first' : 'Takes the lane away with what ran in it'}
      onClick={() => {
        lab.removeLane(lane);
        document.getElementById('lanes')?.focus();
      }}
    >
      <span aria-hidden="true">✕</span>
      <span className="visually-hidden">Remove lane {laneLetter(lane)}</span>
    </button>
  );
}
