import { toProblem } from '../control/errors.ts';
import { readRoute } from './app/route.ts';
import { createAutomation } from './automation.ts';
import { readCompareLink } from './compare-link.ts';
import type { LabSession } from './session/lab-session.ts';

/** Ends what runs, and waits until it has. */
export async function untilIdle(session: LabSession): Promise<void> {
  const { store } = session;
  session.stop();
  if (store.getState().activity === 'idle') return;
  await new Promise<void>((resolve) => {
    const unsubscribe = store.subscribe(({ activity }) => {
      if (activity !== 'idle') return;
      unsubscribe();
      resolve();
    });
  });
}

/** Fills the fields with a comparison from an address and runs it, as a visitor would. */
async function openLink(session: LabSession, text: string): Promise<void> {
  const { store } = session;
  try {
    const request = readCompareLink(text);
    await untilIdle(session);
    const outcome = await createAutomation(session).compare(request);
    // A failed load is shown by itself.
    if (!outcome.ok && store.getState().model.kind !== 'failed') store.setState({ problem: outcome.problem });
  } catch (caught) {
    store.setState({ problem: toProblem(caught, 'internal', 'Copy the whole link again.') });
  }
}

/** Opens the comparison that the address names, now and whenever the address changes. */
export function followLinks(session: LabSession): void {
  const follow = (): void => {
    const setup = readRoute(location.hash)?.setup ?? null;
    if (setup !== null) void openLink(session, setup);
  };
  addEventListener('hashchange', follow);
  follow();
}
