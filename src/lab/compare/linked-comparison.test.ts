import { expect, it } from 'vitest';
import { createAutomation } from '../automation.ts';
import { compareLink, readCompareLink } from '../compare-link.ts';
import { readRoute } from '../app/route.ts';
import { FakeClient, settled, testSession } from '../session/test-doubles.ts';
import type { LabSession } from '../session/lab-session.ts';
import { linkedComparison } from './linked-comparison.ts';

/** A session with something in every field that a link carries. */
function filledSession(): LabSession {
  const session = testSession(new FakeClient());
  session.setPrompt('Start with 4 & 5 = ?');
  session.setSampling('temperature', '0.9');
  session.setMaxTokens('123');
  session.setLimit('loopRepeats', '6');
  session.setStrategy(0, 0, 'tip');
  session.setLaneField(0, 0, 'penalty', '2.5');
  session.stackStrategy(0);
  session.setOwnSampling(1, 'seed', '99');
  return session;
}

const asked = (session: LabSession): unknown => linkedComparison(session.store.getState());

it('a link opens the same lanes, settings, limits and model', async () => {
  const first = filledSession();
  const link = linkedComparison(first.store.getState());
  const address = link && compareLink(link);
  const written = readRoute(address ?? '')?.setup ?? '';

  const client = new FakeClient();
  const second = testSession(client);
  void createAutomation(second).compare(readCompareLink(written));
  await settled();
  expect(asked(second)).toEqual(asked(first));
  expect(link).toMatchObject({ model: 'ponder', limits: { loopRepeats: 6 }, lanes: [{}, { sampling: { seed: 99 } }] });
  expect(client.runs[1]?.request.sampling.seed).toBe(99);
});

it('there is no link while a field cannot be used', () => {
  const session = filledSession();
  session.setMaxTokens('many');
  expect(linkedComparison(session.store.getState())).toBeNull();
});
