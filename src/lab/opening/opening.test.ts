import { readFileSync } from 'node:fs';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { FakeClient, settled, testSession } from '../session/test-doubles.ts';
import { readRun, writeRun } from '../runs/run-file.ts';
import { savedRun } from '../runs/test-runs.ts';
import { showOpening } from './opening.ts';

const file = (): Promise<string> => Promise.resolve(writeRun(savedRun()));

beforeEach(() => {
  vi.stubGlobal('location', { hash: '' });
});

describe('the opening', () => {
  it('is a recording, with the fields to run it', async () => {
    const lab = testSession(new FakeClient());
    await showOpening(lab, file);
    expect(lab.store.getState()).toMatchObject({
      comparison: { recording: { name: 'My run' }, keep: false },
      lanes: [[{ strategyId: 'plain' }], [{ strategyId: 'cyclic-reflex', texts: { amplitude: '3' } }]],
    });
  });

  it('takes nothing from those who were faster, or came by a link', async () => {
    const running = testSession(new FakeClient());
    const opening = showOpening(running, file);
    void running.run();
    await opening;
    expect(running.store.getState().comparison).toBeNull();
    const typing = testSession(new FakeClient());
    const slow = showOpening(typing, async () => {
      await settled();
      typing.setPrompt('Mine');
      return file();
    });
    await slow;
    expect(typing.store.getState()).toMatchObject({ prompt: 'Mine', comparison: null });
    vi.stubGlobal('location', { hash: '#/compare?setup=%7B%7D' });
    const linked = testSession(new FakeClient());
    await showOpening(linked, file);
    expect(linked.store.getState().comparison).toBeNull();
  });

  it('is not missed where it cannot be fetched', async () => {
    const lab = testSession(new FakeClient());
    await showOpening(lab, () => Promise.reject(new Error('offline')));
    expect(lab.store.getState()).toMatchObject({ comparison: null, problem: null });
  });

  it('is there, whole, and of two lanes', () => {
    const text = readFileSync(new URL('../../../models/ponder/recording.jsonl', import.meta.url), 'utf8');
    const run = readRun(text, () => 'opening', 0);
    expect(run.lanes.map(({ trace }) => trace.header.strategies.map(({ id }) => id))).toEqual([
      ['plain'],
      ['cyclic-reflex'],
    ]);
    expect(run.lanes.every(({ trace }) => trace.end !== null && trace.records.length > 10)).toBe(true);
  });
});
