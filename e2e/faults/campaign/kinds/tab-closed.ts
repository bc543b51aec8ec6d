import type { Browser } from '@playwright/test';
import { exportNewest } from '../../exported-run.ts';
import { expect } from '../../../lab-test.ts';
import { checkRun } from '../check-run.ts';
import { Tab, type Outcome, type Scene } from '../scene.ts';

/** Ends its process, as the system does when memory runs out. */
async function crash(tab: Tab): Promise<void> {
  const crashed = tab.page.waitForEvent('crash');
  // Nobody is left to answer.
  (await tab.cdp()).send('Page.crash').catch(() => undefined);
  await crashed;
}

/** The tab is closed, reloaded or dies; another one goes on with the run. */
export async function tabClosed(browser: Browser, scene: Scene): Promise<Outcome> {
  const first = await Tab.open(scene);
  await first.startRun();
  await first.untilSomeMoment();
  const how = scene.dice.pick(['close', 'crash', 'reload'] as const);
  if (how === 'crash') await crash(first);
  if (how === 'reload') await first.page.reload();
  await first.page.close();

  const tab = await Tab.open(scene, '#/runs');
  await tab.openRuns();
  // The browser may take a moment to notice.
  await expect(tab.page.getByText('running in another tab')).toBeHidden({ timeout: 60_000 });
  const proceed = tab.page.getByRole('button', { name: /^Continue/ });
  // Who was quicker than the first token has nothing to find.
  if (scene.shown.size === 0 && !(await proceed.isVisible())) return 'recovered';
  if (await proceed.isVisible()) {
    await proceed.click();
    await expect(tab.lab.tokens('A').first()).toBeVisible({ timeout: 60_000 });
    await tab.untilIdle();
    await tab.openRuns();
  }
  await expect(tab.page.getByText('1 run', { exact: true })).toBeVisible();
  await checkRun(browser, scene, await exportNewest(tab.page));
  tab.guard.check();
  return 'recovered';
}
