import type { Browser } from '@playwright/test';
import { checkRun } from '../check-run.ts';
import { Tab, type Outcome, type Scene } from '../scene.ts';

/** The browser ends the worker without a word, as it does when memory runs out; more often than it is started again, too. */
export async function workerKilled(browser: Browser, scene: Scene): Promise<Outcome> {
  const tab = await Tab.open(scene);
  await tab.startRun();
  for (let kills = scene.dice.between(1, 4); kills > 0; kills -= 1) {
    await tab.untilSomeMoment();
    const worker = tab.page.workers().at(-1);
    // It may not live to answer.
    await worker?.evaluate(() => self.close()).catch(() => undefined);
  }
  const outcome = await tab.settle();
  await checkRun(browser, scene, await tab.shownRun());
  tab.guard.check();
  return outcome;
}
