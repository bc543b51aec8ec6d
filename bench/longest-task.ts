import type { Page } from '@playwright/test';

/** Of the tasks of a page's main thread, in milliseconds. */
export interface LongestTask {
  /** The longest by the clock on the wall: what a person waits, other programs on the same cores included. */
  readonly wall: number;
  /** The most processor time that one took. */
  readonly processor: number;
}

/** An event of Chromium's tracing, as far as it is read here; durations in microseconds. */
interface TraceEvent {
  readonly name: string;
  readonly ph: string;
  readonly pid: number;
  readonly tid: number;
  readonly dur?: number;
  readonly tdur?: number;
  readonly args?: { readonly name?: string };
}

const most = (durations: readonly number[]): number => durations.reduce((a, b) => Math.max(a, b), 0) / 1000;

function longestOf(events: readonly TraceEvent[]): LongestTask {
  const thread = ({ pid, tid }: TraceEvent): string => `${pid} ${tid}`;
  const mains = new Set(
    events.filter(({ name, args }) => name === 'thread_name' && args?.name === 'CrRendererMain').map(thread),
  );
  const tasks = events.filter(
    (event) => event.ph === 'X' && event.name.endsWith('RunTask') && mains.has(thread(event)),
  );
  return { wall: most(tasks.map(({ dur = 0 }) => dur)), processor: most(tasks.map(({ tdur = 0 }) => tdur)) };
}

/** Does something to a page and tells of its longest task meanwhile. */
export async function longestTask(page: Page, act: () => Promise<void>): Promise<LongestTask> {
  const session = await page.context().newCDPSession(page);
  const events: TraceEvent[] = [];
  session.on('Tracing.dataCollected', ({ value }) => events.push(...(value as unknown as TraceEvent[])));
  const traceConfig = { includedCategories: ['toplevel'] };
  await session.send('Tracing.start', { transferMode: 'ReportEvents', traceConfig });
  await act();
  const complete = new Promise((resolve) => session.once('Tracing.tracingComplete', resolve));
  await session.send('Tracing.end');
  await complete;
  await session.detach();
  return longestOf(events);
}
