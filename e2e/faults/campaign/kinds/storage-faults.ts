import type { Browser } from '@playwright/test';
import { exportNewest } from '../../exported-run.ts';
import { checkRun } from '../check-run.ts';
import { Tab, type Outcome, type Scene } from '../scene.ts';

/** What is on the screen is whole, and either kept, or said not to be. */
async function checkKept(browser: Browser, scene: Scene, tab: Tab): Promise<Outcome> {
  await tab.settle();
  await checkRun(browser, scene, await tab.shownRun());
  const told = (await tab.lab.problems.textContent())?.includes('no longer saved') ?? false;
  if (told) return 'clear failure';
  await tab.openRuns();
  await checkRun(browser, scene, await exportNewest(tab.page));
  return 'recovered';
}

/** The storage is full from some moment on; in half of the cases there is room again later. */
export async function quotaExceeded(browser: Browser, scene: Scene): Promise<Outcome> {
  const tab = await Tab.open(scene);
  const session = await tab.cdp();
  const { origin } = new URL(scene.site.url);
  await tab.startRun();
  await tab.untilSomeMoment();
  await session.send('Storage.overrideQuotaForOrigin', { origin, quotaSize: 1 });
  const roomLater = scene.dice.pick([true, false]);
  await tab.untilSomeMoment();
  if (roomLater) await session.send('Storage.overrideQuotaForOrigin', { origin });
  const outcome = await checkKept(browser, scene, tab);
  tab.guard.check();
  return outcome;
}

/** Everything that the browser keeps for the page is deleted, by the browser or by another tab. */
export async function storageCleared(browser: Browser, scene: Scene): Promise<Outcome> {
  const tab = await Tab.open(scene);
  await tab.startRun();
  await tab.untilSomeMoment();
  if (scene.dice.pick([true, false])) {
    const session = await tab.cdp();
    const { origin } = new URL(scene.site.url);
    await session.send('Storage.clearDataForOrigin', { origin, storageTypes: scene.dice.pick(['all', 'indexeddb']) });
  } else {
    const other = await Tab.open(scene, '#/methods');
    await other.page.evaluate(() => void indexedDB.deleteDatabase('second-thought/runs'));
  }
  const outcome = await checkKept(browser, scene, tab);
  tab.guard.check();
  return outcome;
}
