import type { Browser, BrowserContext, CDPSession, Page } from '@playwright/test';
import type { CompareRequest } from '../../../src/lab/automation.ts';
import type { SavedRun } from '../../../src/lab/runs/saved-run.ts';
import { LabPage } from '../../lab-page.ts';
import { guardPage, type PageGuard } from '../../page-guard.ts';
import { expect } from '../../lab-test.ts';
import { exportShown } from '../exported-run.ts';
import { paceWorker, type Pace } from '../../pace-worker.ts';
import type { Dice } from './dice.ts';
import { openFaultySite, type FaultySite } from './faulty-site.ts';
import { watchTokens, type ShownTokens } from './watch-tokens.ts';

/** How a fault ended, where nothing was lost. */
export type Outcome =
  /** Without anything asked of the visitor but to press Continue on a run that a closed tab left. */
  | 'recovered'
  /** With a message that says what happened and what to do, after which it went on. */
  | 'clear failure';

const PATIENCE = { timeout: 120_000 };

/** A visitor's browser, and what has been seen in it. */
export interface Scene {
  readonly dice: Dice;
  readonly setup: CompareRequest;
  readonly engine: 'wasm' | 'webgpu';
  readonly context: BrowserContext;
  readonly site: FaultySite;
  readonly shown: ShownTokens;
}

export async function openScene(
  browser: Browser,
  origin: string,
  { dice, setup, engine }: Pick<Scene, 'dice' | 'setup' | 'engine'>,
): Promise<Scene> {
  const context = await browser.newContext({ serviceWorkers: 'block', acceptDownloads: true });
  // What is not there by then does not come.
  context.setDefaultTimeout(60_000);
  const site = await openFaultySite(origin);
  return { dice, setup, engine, context, site, shown: await watchTokens(context) };
}

export async function closeScene({ context, site }: Scene): Promise<void> {
  await context.close();
  site.close();
}

/** One tab of it. */
export class Tab {
  readonly scene: Scene;
  readonly page: Page;
  readonly lab: LabPage;
  readonly guard: PageGuard;

  constructor(scene: Scene, page: Page) {
    this.scene = scene;
    this.page = page;
    this.lab = new LabPage(page);
    this.guard = guardPage(page, scene.site.url);
  }

  static async open(scene: Scene, hash = ''): Promise<Tab> {
    const tab = new Tab(scene, await scene.context.newPage());
    await tab.page.goto(`${scene.site.url}?engine=${scene.engine}${hash}`);
    return tab;
  }

  cdp(): Promise<CDPSession> {
    return this.scene.context.newCDPSession(this.page);
  }

  /** Presses Run, with a worker slow enough to fail in the middle. */
  async startRun(pace: Pace = { milliseconds: 30 }): Promise<void> {
    await this.page.evaluate(() => window.secondThought?.model());
    if (this.scene.engine === 'wasm') await paceWorker(this.page, pace);
    // What is counted and checked is to come from this run.
    await this.page.getByRole('button', { name: 'Close the recording' }).click();
    await this.page.evaluate((setup) => void window.secondThought?.compare(setup), this.scene.setup);
    await expect(this.lab.stop.or(this.lab.tokens('A').first()).first()).toBeVisible(PATIENCE);
  }

  /** Waits for a moment of the run that the dice choose: so many tokens of lane B, or none at all. */
  async untilSomeMoment(): Promise<void> {
    const { dice, setup } = this.scene;
    const tokens = dice.between(0, Math.floor(0.9 * (setup.maxTokens ?? 0)));
    await expect
      .poll(async () => (await this.lab.run.isVisible()) || (await this.lab.tokens('B').count()) >= tokens, {
        ...PATIENCE,
        intervals: [10],
      })
      .toBe(true);
  }

  async untilIdle(): Promise<void> {
    await expect(this.lab.run).toBeVisible(PATIENCE);
  }

  /** Waits for the end of the run and goes on with it as often as the page says that it broke off, with the reason. */
  async settle(): Promise<Outcome> {
    let outcome: Outcome = 'recovered';
    for (let tries = 0; tries < 4; tries += 1) {
      await this.untilIdle();
      const proceed = this.page.getByRole('region', { name: 'Broken off' }).getByRole('button', { name: 'Continue' });
      if (!(await proceed.isVisible())) return outcome;
      await expect(this.lab.problems).not.toHaveText('');
      outcome = 'clear failure';
      await proceed.click();
      // It reads the run anew before it goes on.
      await expect(proceed).toBeHidden(PATIENCE);
    }
    throw new Error('The run broke off again and again.');
  }

  /** What is on the screen. */
  shownRun(): Promise<SavedRun> {
    return exportShown(this.page);
  }

  async openRuns(): Promise<void> {
    await this.page.getByRole('navigation', { name: 'Pages' }).getByRole('link', { name: 'Runs' }).click();
    await expect(this.page.getByRole('status').filter({ hasText: /run/i })).not.toContainText('Looking', PATIENCE);
  }
}
