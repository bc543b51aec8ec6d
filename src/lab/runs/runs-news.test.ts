import { expect, it } from 'vitest';
import { entryOf } from './describe-entry.ts';
import type { RunStore } from './runs-database.ts';
import { createRunsNews, withNews } from './runs-news.ts';
import { savedRun } from './test-runs.ts';

it('reaches the other tabs alone, and no message of another kind passes for news', async () => {
  const here = createRunsNews();
  const there = createRunsNews();
  const heard: string[] = [];
  const ends = [here.listen(() => heard.push('here'))];
  const stranger = new BroadcastChannel('second-thought/runs');
  /* oxlint-disable unicorn/require-post-message-target-origin -- a channel has no target: it is of one origin */
  stranger.postMessage({ changed: '<img src=x onerror=alert(1)>' });
  stranger.postMessage('changed!');
  /* oxlint-enable unicorn/require-post-message-target-origin */
  stranger.close();
  await new Promise<void>((resolve) => {
    ends.push(there.listen(resolve));
    here.tell();
  });
  expect(heard).toEqual([]);
  // A message to this page comes after all that were sent before it.
  await new Promise<void>((resolve) => {
    ends.push(here.listen(resolve));
    there.tell();
  });
  expect(heard).toEqual(['here']);
  for (const end of ends) end();
});

it('is told of what the list shows once it is written, and of nothing that was refused', async () => {
  const told: string[] = [];
  const log = (what: string) => (): Promise<void> => Promise.resolve(void told.push(what));
  const store: RunStore = {
    list: () => Promise.resolve([]),
    put: log('put'),
    append: log('append'),
    describe: log('describe'),
    read: () => Promise.resolve(savedRun()),
    rename: () => Promise.reject(new Error('refused')),
    delete: log('delete'),
    has: () => Promise.resolve(true),
    onLoss: () => undefined,
  };
  const news = withNews(store, { tell: () => told.push('told') });
  const entry = entryOf(savedRun(), []);
  await news.put(entry, []);
  await news.append('one', []);
  await news.describe(entry);
  await news.delete('one');
  await expect(news.rename('one', 'Two')).rejects.toThrow('refused');
  expect(told).toEqual(['put', 'told', 'append', 'describe', 'told', 'delete', 'told']);
});
