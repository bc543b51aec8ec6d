import type { TokenRecord } from '../../decoding/trace.ts';
import type { Comparison } from '../session/lab-state.ts';
import type { LabSession } from '../session/lab-session.ts';
import { isOver } from '../session/lane-run.ts';
import { describeAnswer, summarise } from '../session/lane-summary.ts';
import type { NewRecords, RunEntry, RunStore } from './runs-database.ts';
import { savedRunOf, type SavedRun } from './saved-run.ts';

export interface KeeperSurroundings {
  readonly store: Pick<RunStore, 'put'>;
  /** Milliseconds since 1970. */
  readonly now: () => number;
  /** Told after every write, and when the browser refuses one. */
  readonly onKept: (problem: unknown) => void;
  /** Between writes of a run that goes on, in milliseconds. */
  readonly interval?: number;
}

/** What has been written of one lane. */
interface Written {
  tokens: number;
  /** The last token written: while it is still in its place, everything before it is too. */
  last: TokenRecord | undefined;
}

/** A run without its tokens, as the list of runs shows it. */
export function entryOf(run: SavedRun, state: RunEntry['state'], answers: readonly string[]): RunEntry {
  return {
    ...run,
    state,
    lanes: run.lanes.map(({ trace: { header, texts, end, records }, elapsedMilliseconds }, lane) => ({
      header,
      texts,
      end,
      elapsedMilliseconds,
      tokens: records.length,
      answer: answers[lane] ?? '',
    })),
  };
}

/** The answer of every lane in words. */
export function answersOf({ lanes, reflectionIds, known }: Comparison): readonly string[] {
  const ids = new Set(reflectionIds);
  return lanes
    .filter(({ header }) => header !== null)
    .map((lane) => {
      const { answer } = summarise(lane, ids, known);
      return answer ? describeAnswer(answer) : '';
    });
}

/** Keeps every run of the session: while it goes, so that a crash loses a second at most, and when it is done. */
export function keepRuns(session: LabSession, surroundings: KeeperSurroundings): void {
  const { store, now, onKept, interval = 1000 } = surroundings;
  let current: { readonly id: string; readonly madeAt: number; readonly written: Written[] } | undefined;
  let waiting: ReturnType<typeof setTimeout> | undefined;
  /** Writes are made one after the other. */
  let writing: Promise<unknown> = Promise.resolve();

  function newRecords(run: SavedRun, written: Written[]): NewRecords[] {
    return run.lanes.flatMap(({ trace: { records } }, lane) => {
      const known = (written[lane] ??= { tokens: 0, last: undefined });
      // Tokens that were withdrawn are written anew, from the start: it is rare, and cannot be wrong.
      const from = known.tokens === 0 || records[known.tokens - 1] === known.last ? known.tokens : 0;
      if (from === records.length) return [];
      written[lane] = { tokens: records.length, last: records.at(-1) };
      return [{ lane, from, records: records.slice(from) }];
    });
  }

  function write(comparison: Comparison): void {
    clearTimeout(waiting);
    waiting = undefined;
    if (current?.id !== comparison.id) current = { id: comparison.id, madeAt: now(), written: [] };
    const { model } = session.store.getState();
    const title = model.kind === 'ready' ? model.model.title : (comparison.lanes[0]?.header?.model ?? '');
    const run = savedRunOf(comparison, title, current.madeAt);
    if (run.lanes.length === 0) return;
    const over = comparison.lanes.every(isOver);
    const entry = entryOf(run, over ? 'over' : 'running', answersOf(comparison));
    const news = newRecords(run, current.written);
    writing = writing.then(() => store.put(entry, news)).then(() => onKept(null), onKept);
  }

  session.store.subscribe(({ comparison }, before) => {
    if (!comparison || comparison === before.comparison || !comparison.keep) return;
    if (comparison.lanes.every(isOver)) write(comparison);
    else
      waiting ??= setTimeout(() => {
        waiting = undefined;
        const latest = session.store.getState().comparison;
        if (latest?.keep) write(latest);
      }, interval);
  });
}
