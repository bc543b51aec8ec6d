/** Says to the other tabs of a browser which runs go on in this one, so that two never write to the same. */
export interface RunClaims {
  /** Whether this tab may write to the run, from now until it releases it; false while another one does. */
  claim(run: string): Promise<boolean>;
  release(run: string): void;
  /** Whether it goes on in any tab. */
  isClaimed(run: string): Promise<boolean>;
}

const nameOf = (run: string): string => `second-thought/run/${run}`;

/** By locks, which the browser releases when a tab is gone, however it went. */
export function createRunClaims(): RunClaims {
  // Typed as always there, which is so on secure pages alone.
  const locks = navigator.locks as LockManager | undefined;
  const releases = new Map<string, () => void>();
  return {
    claim(run) {
      if (!locks || releases.has(run)) return Promise.resolve(true);
      return new Promise((resolve) => {
        locks
          .request(nameOf(run), { ifAvailable: true }, (lock) => {
            resolve(lock !== null);
            return lock && new Promise<void>((release) => releases.set(run, release));
          })
          .catch(() => resolve(true));
      });
    },
    release(run) {
      releases.get(run)?.();
      releases.delete(run);
    },
    async isClaimed(run) {
      const held = (await locks?.query())?.held ?? [];
      return held.some(({ name }) => name === nameOf(run));
    },
  };
}
