import type { Browser } from '@playwright/test';
import { exportNewest } from '../../exported-run.ts';
import { expect } from '../../../lab-test.ts';
import { checkRun } from '../check-run.ts';
import { Tab, type Outcome, type Scene } from '../scene.ts';

/** What is on the screen is whole, and either kept, or said not to be. */
async function checkKept(browser: Browser, scene: Scene, tab: Tab): Promise<Outcome> {
  await tab.settle();
  await checkRun(browser, scene, await tab.shownRun());
  await tab.openRuns();
  const kept = tab.page.getByRole('main').getByRole('button', { name: /^Open (Start|What)/ });
  const told = tab.lab.problems.getByText('no longer saved');
  await expect(kept.or(told).first()).toBeVisible({ timeout: 60_000 });
  if (await told.isVisible()) return 'clear failure';
  await checkRun(browser, scene, await exportNewest(tab.page));
  return 'recovered';
}

/**
 * The storage has room for a part of the run only; in half of the cases there is more later. Browsers remember for a while
 * how much room there is, so that the limit has to be there before the run.
 */
export async function quotaExceeded(browser: Browser, scene: Scene): Promise<Outcome> {
  const tab = await Tab.open(scene);
  const session = await tab.cdp();
  const { origin } = new URL(scene.site.url);
  const usage = await tab.page.evaluate(async () => (await navigator.storage.estimate()).usage ?? 0);
  await session.send('Storage.overrideQuotaForOrigin', { origin, quotaSize: usage + scene.dice.between(1, 200_000) });
  await tab.startRun();
  await tab.untilSomeMoment();
  if (scene.dice.pick([true, false])) await session.send('Storage.overrideQuotaForOrigin', { origin });
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
    await other.page.evaluate(
      () =>
        new Promise<void>((resolve) => {
          indexedDB.deleteDatabase('second-thought/runs').addEventListener('success', () => resolve());
        }),
    );
  }
  const outcome = await checkKept(browser, scene, tab);
  tab.guard.check();
  return outcome;
}
