import { ProblemError, toProblem } from '../control/errors.ts';
import { readRoute } from './app/route.ts';
import { createAutomation } from './automation.ts';
import { readCompareLink } from './compare-link.ts';
import type { LabSession } from './session/lab-session.ts';
import { EMBEDDED_MODEL } from './session/lab-state.ts';
import { otherEngine } from './session/other-engine.ts';

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

/** Whether a model is on this machine, whole. */
export type IsReady = (model: string) => Promise<boolean>;

/** An address may name a model; it must not make anybody download one. */
async function checkModel(model: string | undefined, isReady: IsReady): Promise<void> {
  if (model === undefined || model === EMBEDDED_MODEL || (await isReady(model))) return;
  throw new ProblemError(
    'model-missing',
    `The address asks for the model "${model.slice(0, 80)}", which is not on this machine.`,
    'Download it on the Models page, or choose its folder there, then open the link again.',
  );
}

/** What was just run again may differ from what the link is of. */
function tellOtherEngine({ store }: LabSession, madeOn: string): void {
  store.setState(({ comparison }) => {
    const here = comparison?.lanes[0]?.header?.engine.description ?? null;
    const caveat = otherEngine(madeOn, here);
    return comparison && caveat !== null ? { comparison: { ...comparison, caveat } } : {};
  });
}

/** Fills the fields with a comparison from an address and runs it, as a visitor would. */
async function openLink(session: LabSession, text: string, isReady: IsReady): Promise<void> {
  const { store } = session;
  try {
    const request = readCompareLink(text);
    for (const model of [request.model, ...request.lanes.map((lane) => lane.model)]) await checkModel(model, isReady);
    await untilIdle(session);
    const outcome = await createAutomation(session).compare(request);
    if (outcome.ok) tellOtherEngine(session, request.madeOn ?? '');
    // A failed load is shown by itself.
    if (!outcome.ok && store.getState().model.kind !== 'failed') store.setState({ problem: outcome.problem });
  } catch (caught) {
    store.setState({ problem: toProblem(caught, 'internal', 'Copy the whole link again.') });
  }
}

/** Opens the comparison that the address names, now and whenever the address changes. */
export function followLinks(session: LabSession, isReady: IsReady): void {
  const follow = (): void => {
    const setup = readRoute(location.hash)?.setup ?? null;
    if (setup !== null) void openLink(session, setup, isReady);
  };
  addEventListener('hashchange', follow);
  follow();
}
