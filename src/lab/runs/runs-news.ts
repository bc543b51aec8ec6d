import type { RunStore } from './runs-database.ts';

/** Says to the other tabs of a browser that the kept runs are others than before; which ones, each reads for itself. */
export interface RunsNews {
  tell(): void;
  /** Returns what ends the listening. What this page told is not told to it. */
  listen(listener: () => void): () => void;
}

const CHANNEL = 'second-thought/runs';
/** All that is ever said: anything else is not ours. */
const CHANGED = 'changed';

export function createRunsNews(): RunsNews {
  let opened: BroadcastChannel | undefined;
  const channel = (): BroadcastChannel => (opened ??= new BroadcastChannel(CHANNEL));
  return {
    // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a channel has no target: it is of one origin
    tell: () => channel().postMessage(CHANGED),
    listen(listener) {
      const onMessage = ({ data }: MessageEvent<unknown>): void => {
        if (data === CHANGED) listener();
      };
      channel().addEventListener('message', onMessage);
      return () => channel().removeEventListener('message', onMessage);
    },
  };
}

/** The store, telling of every change that the list of runs shows; not of each token. */
export function withNews(store: RunStore, news: Pick<RunsNews, 'tell'>): RunStore {
  async function told(writing: Promise<void>): Promise<void> {
    await writing;
    news.tell();
  }
  return {
    ...store,
    put: (entry, lanes) => told(store.put(entry, lanes)),
    describe: (entry) => told(store.describe(entry)),
    rename: (id, name) => told(store.rename(id, name)),
    delete: (id) => told(store.delete(id)),
  };
}
