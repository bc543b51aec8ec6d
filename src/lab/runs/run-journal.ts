import type { Problem } from '../../control/errors.ts';
import type { Comparison } from '../session/lab-state.ts';
import { applyEvent } from '../session/lane-run.ts';
import type { LaneNews, RunJournal } from '../session/run-journal.ts';
import { answersOf, entryOf } from './describe-entry.ts';
import { notSaved, STORAGE_HANGS } from './not-saved.ts';
import { batchesOf, joinBatches, wholeLane, type LaneBatch } from './run-batches.ts';
import type { RunClaims } from './run-claims.ts';
import type { RunEntry } from './run-entry.ts';
import type { RunStore } from './runs-database.ts';
import { savedRunOf } from './saved-run.ts';

export interface JournalSurroundings {
  readonly store: Pick<RunStore, 'put' | 'append' | 'describe'>;
  readonly claims: Pick<RunClaims, 'claim' | 'release'>;
  /** Milliseconds since 1970. */
  readonly now: () => number;
  /** Of the model that runs. */
  readonly modelTitle: () => string;
  /** After which a write counts as refused, in milliseconds. */
  readonly patience?: number;
  /** Between two attempts to save a run that could not be, in milliseconds. */
  readonly retryAfter?: number;
}

interface Current {
  readonly id: string;
  readonly madeAt: number;
  /** Whether all that has come is stored. */
  stored: boolean;
  problem: Problem | null;
  /** Of the last attempt that failed. */
  failedAt: number;
}

/** What is shown once the lanes of these news have begun. */
function withHeaders(comparison: Comparison, news: readonly LaneNews[]): Comparison {
  const starts = news.filter(({ event }) => event?.kind === 'start');
  if (starts.length === 0) return comparison;
  const lanes = comparison.lanes.map((run, lane) =>
    starts.reduce((begun, each) => (each.lane === lane && each.event ? applyEvent(begun, each.event, 0) : begun), run),
  );
  return { ...comparison, lanes };
}

/** Lanes that never began are kept nowhere. */
function begunOnly<T>({ lanes }: Comparison, values: readonly T[]): readonly T[] {
  return values.filter((_, lane) => lanes[lane]?.header !== null);
}

/** Writes every run of a session down while it goes. */
export function createRunJournal(surroundings: JournalSurroundings): RunJournal {
  const { store, claims, now, modelTitle, patience = 10_000, retryAfter = 2000 } = surroundings;
  let current: Current | undefined;

  function entry(comparison: Comparison, { madeAt }: Current): RunEntry {
    const title = modelTitle() || (comparison.lanes[0]?.header?.model ?? '');
    return entryOf(savedRunOf(comparison, title, madeAt), answersOf(comparison));
  }

  async function writeNews(begun: Comparison, news: readonly LaneNews[], run: Current): Promise<void> {
    if (news.some(({ event }) => event?.kind === 'start')) await store.describe(entry(begun, run));
    const batches = begunOnly(begun, batchesOf(begun, news));
    if (batches.some((batch) => batch !== null)) await store.append(run.id, batches);
  }

  async function writeWhole(begun: Comparison, news: readonly LaneNews[], run: Current): Promise<void> {
    const batches = batchesOf(begun, news);
    const whole = begun.lanes.map((lane, place): LaneBatch => {
      const batch = batches[place];
      return batch ? joinBatches(wholeLane(lane), batch) : wholeLane(lane);
    });
    const lanes = begunOnly(begun, whole);
    if (lanes.length > 0) await store.put(entry(begun, run), lanes);
  }

  /** A browser that never answers must not keep the tokens from being shown. */
  async function inTime(writing: Promise<void>): Promise<void> {
    let timer: ReturnType<typeof setTimeout> | undefined;
    const late = new Promise<never>((_, reject) => {
      timer = setTimeout(() => reject(STORAGE_HANGS), patience);
    });
    await Promise.race([writing, late]).finally(() => clearTimeout(timer));
  }

  async function save(run: Current, writing: Promise<void>): Promise<void> {
    try {
      await inTime(writing);
      run.stored = true;
      run.problem = null;
    } catch (caught) {
      run.stored = false;
      run.failedAt = now();
      run.problem = await notSaved(caught);
    }
  }

  /** What is new, or all of it where what came before is not there: it never was, or somebody deleted it. */
  async function saveAll(run: Current, begun: Comparison, news: readonly LaneNews[], update: () => Promise<void>) {
    if (run.stored) await save(run, update());
    if (!run.stored) await save(run, writeWhole(begun, news, run));
  }

  return {
    async store(comparison, news) {
      if (!comparison.keep) return null;
      const { id } = comparison;
      if (current?.id !== id) {
        current = { id, madeAt: now(), stored: false, problem: null, failedAt: -Infinity };
        await claims.claim(id);
      }
      const run = current;
      if (!run.stored && Math.abs(now() - run.failedAt) < retryAfter) return run.problem;
      const begun = withHeaders(comparison, news);
      // A lane that begins later than others may stand before them: then all are written anew, each in its place.
      const more = begunOnly(begun, begun.lanes).length > begunOnly(comparison, comparison.lanes).length;
      await saveAll(run, begun, news, () => (more ? writeWhole : writeNews)(begun, news, run));
      return run.problem;
    },
    async close(comparison) {
      const run = current;
      if (run?.id !== comparison.id) return null;
      await saveAll(run, comparison, [], () => store.describe(entry(comparison, run)));
      claims.release(run.id);
      current = undefined;
      return run.problem;
    },
  };
}
