import { lazy, Suspense } from 'react';
import { useLab } from '../session/lab.ts';
import { viewOptions } from '../tokens/view-options.ts';
import { runFault } from '../session/run-plan.ts';

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
  viewOptions.setState({ seeds: true });
  const { seedRuns } = await import('./seeds.ts');
  await seedRuns.start(SEEDS);
}

export function SeedsButton() {
  const off = useLab((state) => state.activity !== 'idle' || state.prompt.trim() === '' || runFault(state) !== null);
  return (
    <button
      type="button"
      aria-disabled={off}
      title="The same lanes under many seeds, and how much they spread"
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
