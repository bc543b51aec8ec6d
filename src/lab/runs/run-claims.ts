/** Says to the other tabs of a browser which runs go on in this one, so that two never write to the same. */
export interface RunClaims {
  /** Whether this tab may write to the run, from now until it releases it; false while another one does. */
  claim(run: string): Promise<boolean>;
  release(run: string): void;
  /** Those that go on in any tab. */
  underWay(): Promise<ReadonlySet<string>>;
  /** Resolves once the run goes on in no tab. */
  whenFree(run: string): Promise<void>;
}

const PREFIX = 'second-thought/run/';
/** A tab that has just been closed, or that asked whether the run is free, lets go of it within this time. */
const PATIENCE_MILLISECONDS = 1000;

/** By locks, which the browser releases when a tab is gone, however it went. */
export function createRunClaims(): RunClaims {
  // Typed as always there, which is so on secure pages alone.
  const locks = navigator.locks as LockManager | undefined;
  const releases = new Map<string, () => void>();
  return {
    claim(run) {
      if (!locks || releases.has(run)) return Promise.resolve(true);
      const signal = AbortSignal.timeout(PATIENCE_MILLISECONDS);
      return new Promise((resolve) => {
        locks
          .request(PREFIX + run, { signal }, () => {
            resolve(true);
            return new Promise<void>((release) => releases.set(run, release));
          })
          // Where the browser refuses locks there is nobody to ask.
          .catch(() => resolve(!signal.aborted));
      });
    },
    release(run) {
      releases.get(run)?.();
      releases.delete(run);
    },
    async underWay() {
      const held = (await locks?.query())?.held ?? [];
      // Tabs that wait for a run to be free share its lock for a moment.
      const claims = held.filter(({ name, mode }) => mode === 'exclusive' && name?.startsWith(PREFIX));
      return new Set(claims.map(({ name = '' }) => name.slice(PREFIX.length)));
    },
    async whenFree(run) {
      await locks?.request(PREFIX + run, { mode: 'shared' }, () => undefined);
    },
  };
}
