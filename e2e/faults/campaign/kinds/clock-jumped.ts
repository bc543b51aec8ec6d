import type { Browser } from '@playwright/test';
import { expect } from '../../../lab-test.ts';
import { checkRun } from '../check-run.ts';
import { Tab, type Outcome, type Scene } from '../scene.ts';

/** Within a context: the clock of the machine is set to another time. */
function setClock(milliseconds: number): void {
  const now = Date.now.bind(Date);
  Date.now = () => now() + milliseconds;
}

/** The clock is set forth or back, by up to ten years, and the page sleeps for a while, as with a closed lid. */
export async function clockJumped(browser: Browser, scene: Scene): Promise<Outcome> {
  const { dice } = scene;
  const tab = await Tab.open(scene);
  await tab.startRun();
  await tab.untilSomeMoment();
  const hours = dice.pick([-1, 1]) * dice.between(1, 87_600);
  await tab.page.evaluate(setClock, hours * 3_600_000);
  for (const worker of tab.page.workers()) await worker.evaluate(setClock, hours * 3_600_000);
  const session = await tab.cdp();
  await session.send('Page.setWebLifecycleState', { state: 'frozen' });
  await new Promise((resolve) => setTimeout(resolve, dice.between(100, 3000)));
  await session.send('Page.setWebLifecycleState', { state: 'active' });
  const outcome = await tab.settle();
  await checkRun(browser, scene, await tab.shownRun());
  await expect(tab.lab.problems).toHaveText('');
  tab.guard.check();
  return outcome;
}
