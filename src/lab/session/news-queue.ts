import type { LaneNews } from './run-journal.ts';

export interface NewsQueue {
  add(news: LaneNews): void;
  /** Resolves when everything that was added has been passed on. */
  passed(): Promise<void>;
}

export interface NewsQueueOptions {
  /** Lanes that will say something. Nothing is passed on before each of them has. */
  readonly lanes: readonly number[];
  /** Takes what has come; what comes meanwhile waits and goes together. */
  readonly pass: (news: readonly LaneNews[]) => Promise<void>;
  /** Least time from one passing to the next, in milliseconds; the end of a lane does not wait for it. */
  readonly interval: number;
}

/** Gathers what lanes say and passes it on, one batch after the other. */
export function createNewsQueue({ lanes, pass, interval }: NewsQueueOptions): NewsQueue {
  const silent = new Set(lanes);
  let waiting: LaneNews[] = [];
  let passing: Promise<void> | undefined;
  let hurry: (() => void) | undefined;

  const pause = (): Promise<void> =>
    new Promise((resolve) => {
      const timer = setTimeout(resolve, interval);
      hurry = () => {
        clearTimeout(timer);
        resolve();
      };
    });

  async function passAll(): Promise<void> {
    while (waiting.length > 0) {
      const news = waiting;
      waiting = [];
      const paused = pause();
      await pass(news);
      if (waiting.some(isLast)) continue;
      await paused;
    }
    passing = undefined;
  }

  return {
    add(news) {
      silent.delete(news.lane);
      waiting.push(news);
      if (silent.size > 0) return;
      if (isLast(news)) hurry?.();
      passing ??= passAll();
    },
    async passed() {
      hurry?.();
      await passing;
    },
  };
}

function isLast({ event }: LaneNews): boolean {
  return event === undefined || event.kind === 'end';
}
