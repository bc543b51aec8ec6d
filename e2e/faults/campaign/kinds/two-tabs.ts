import type { Browser } from '@playwright/test';
import { exportNewest } from '../../exported-run.ts';
import { expect } from '../../../lab-test.ts';
import { checkRun } from '../check-run.ts';
import { Tab, type Outcome, type Scene } from '../scene.ts';

/** Both run on the same model at the same time; each has its own run, whole. */
async function runTogether(browser: Browser, scene: Scene): Promise<Outcome> {
  const tabs = [await Tab.open(scene), await Tab.open(scene)];
  for (const tab of tabs) await tab.startRun(0.5);
  for (const tab of tabs) {
    await expect(tab.lab.tokens('A').first()).toBeVisible({ timeout: 60_000 });
    await tab.settle();
    await checkRun(browser, scene, await tab.shownRun());
    tab.guard.check();
  }
  return 'recovered';
}

/** One wants to go on with what the other one runs: refused, until that one is gone. */
async function takeOver(browser: Browser, scene: Scene): Promise<Outcome> {
  const other = await Tab.open(scene, '#/runs');
  const tab = await Tab.open(scene);
  // Hardly a token at a time: it will not end by itself.
  await tab.startRun(0.99);
  await expect(tab.lab.tokens('A').first()).toBeVisible({ timeout: 60_000 });
  await other.page.getByRole('link', { name: 'Methods' }).click();
  await other.openRuns();
  const proceed = other.page.getByRole('button', { name: /^Continue/ });
  await proceed.click();
  await expect(other.page.getByRole('main').getByRole('alert').last()).toContainText('goes on in another tab');
  await tab.page.close();
  // The browser takes a moment to notice.
  await expect(async () => {
    await proceed.click({ timeout: 1000 });
    await expect(other.lab.tokens('A').first()).toBeVisible({ timeout: 5000 });
  }).toPass({ timeout: 60_000 });
  await other.untilIdle();
  await other.openRuns();
  await checkRun(browser, scene, await exportNewest(other.page));
  other.guard.check();
  return 'recovered';
}

export function twoTabs(browser: Browser, scene: Scene): Promise<Outcome> {
  return scene.dice.pick([runTogether, takeOver])(browser, scene);
}
