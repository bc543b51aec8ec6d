import { lazy, Suspense } from 'react';
import { lab, useLab } from '../session/lab.ts';
import type { LabState } from '../session/lab-state.ts';
import { viewOptions } from '../tokens/view-options.ts';
import { ownModelOf, runFault } from '../session/run-plan.ts';

function Missing() {
  return <p role="alert">The figures over seeds could not be loaded. Check the connection and reload.</p>;
}

/** Statistics are fetched by those who ask for many seeds. */
const load = (): Promise<{ readonly SeedsPanel: () => React.ReactNode }> => import('./seeds-panel.tsx');
const SeedsPanel = lazy(() =>
  load().then(
    (module) => ({ default: module.SeedsPanel }),
    () => ({ default: Missing }),
  ),
);

const SEEDS = 32;

/** Runs the lanes as they are set under many seeds. */
export async function startSeeds(): Promise<void> {
  if (hasOwnModels(lab.store.getState())) return;
  viewOptions.setState({ seeds: true });
  const { seedRuns } = await import('./seeds.ts');
  await seedRuns.start(SEEDS);
}

/** Lanes with models of their own would load them again for every seed. */
function hasOwnModels(state: LabState): boolean {
  return state.lanes.some((_, lane) => ownModelOf(state, lane) !== null);
}

export function SeedsButton() {
  const mixed = useLab(hasOwnModels);
  const off =
    useLab((state) => state.activity !== 'idle' || state.prompt.trim() === '' || runFault(state) !== null) || mixed;
  return (
    <button
      type="button"
      aria-disabled={off}
      title={
        mixed
          ? 'Many seeds run on one model: give all lanes the same'
          : 'The same lanes under many seeds, and how much they spread'
      }
      onClick={() => {
        if (off) return;
        void startSeeds();
      }}
    >
      Run {SEEDS} seeds
    </button>
  );
}

export function SeedsLoader() {
  return (
    <Suspense fallback={null}>
      <SeedsPanel />
    </Suspense>
  );
}
