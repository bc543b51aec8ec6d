import type { RunClaims } from './run-claims.ts';
import type { RunEntry } from './run-entry.ts';
import type { RunStore } from './runs-database.ts';

export interface RunsList {
  /** Newest first. */
  readonly list: readonly RunEntry[];
  /** Ids of those that go on, in this tab or in another one. */
  readonly underWay: ReadonlySet<string>;
}

export interface RunsListSurroundings {
  readonly store: Pick<RunStore, 'list'>;
  readonly claims: Pick<RunClaims, 'underWay' | 'whenFree'>;
  /** Whether anybody looks at the list; who looks again later has it read then. */
  readonly seen: () => boolean;
  /** Null where the browser keeps no runs. */
  readonly show: (list: RunsList | null) => void;
}

/**
 * The returned function reads the list and shows it; a run that goes on has it read once more as soon as it is let go of, by
 * its end or by that of its tab.
 */
export function createRunsList({ store, claims, seen, show }: RunsListSurroundings): () => Promise<void> {
  let reads = 0;
  /** Runs whose end is waited for. */
  const watched = new Set<string>();

  function watch(run: string): void {
    if (watched.has(run)) return;
    watched.add(run);
    const freed = async (): Promise<void> => {
      watched.delete(run);
      if (seen()) await read();
    };
    claims.whenFree(run).then(freed, () => undefined);
  }

  async function readList(): Promise<RunsList | null> {
    try {
      // Asked first: what goes on nowhere by then has been written to the end.
      const underWay = await claims.underWay();
      for (const run of underWay) watch(run);
      return { list: await store.list(), underWay };
    } catch {
      return null;
    }
  }

  async function read(): Promise<void> {
    reads += 1;
    const thisRead = reads;
    const list = await readList();
    // A later one knows more.
    if (thisRead === reads) show(list);
  }

  return read;
}
