import type { Browser } from '@playwright/test';
import { exportNewest } from '../../exported-run.ts';
import { expect } from '../../../lab-test.ts';
import { checkRun } from '../check-run.ts';
import { Tab, type Outcome, type Scene } from '../scene.ts';

/** Both run on the same model at the same time; each has its own run, whole. */
async function runTogether(browser: Browser, scene: Scene): Promise<Outcome> {
  const tabs = [await Tab.open(scene), await Tab.open(scene)];
  for (const tab of tabs) await tab.startRun({ milliseconds: 5 });
  for (const tab of tabs) {
    await expect(tab.lab.tokens('A').first()).toBeVisible({ timeout: 60_000 });
    await tab.settle();
    await checkRun(browser, scene, await tab.shownRun());
    tab.guard.check();
  }
  return 'recovered';
}

/** One wants to go on with what the other one runs: it cannot, until that one is gone. */
async function takeOver(browser: Browser, scene: Scene): Promise<Outcome> {
  const tab = await Tab.open(scene);
  await tab.startRun({ milliseconds: 30, tokens: 40 });
  await expect(tab.lab.tokens('A').first()).toBeVisible({ timeout: 60_000 });
  const other = await Tab.open(scene, '#/runs');
  await expect(other.page.getByText('running in another tab')).toBeVisible({ timeout: 60_000 });
  const proceed = other.page.getByRole('button', { name: /^Continue/ });
  await expect(proceed).toBeHidden();
  await tab.page.close();
  await proceed.click();
  await expect(other.lab.tokens('A').first()).toBeVisible({ timeout: 60_000 });
  await other.untilIdle();
  await other.openRuns();
  await checkRun(browser, scene, await exportNewest(other.page));
  other.guard.check();
  return 'recovered';
}

export function twoTabs(browser: Browser, scene: Scene): Promise<Outcome> {
  return scene.dice.pick([runTogether, takeOver])(browser, scene);
}
