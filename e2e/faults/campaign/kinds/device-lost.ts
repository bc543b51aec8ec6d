import { chromium, type Browser } from '@playwright/test';
import { findChromium, launchArguments } from '../../../../cli/chromium.ts';
import { checkRun } from '../check-run.ts';
import { SHORT_SETUP } from '../setups.ts';
import { closeScene, openScene, Tab, type Outcome, type Scene } from '../scene.ts';

/** The GPU goes away in the middle of a run, in a browser of its own: browsers count such losses. */
export async function deviceLost(browser: Browser, { dice, site }: Scene): Promise<Outcome> {
  const executablePath = findChromium();
  const own = await chromium.launch({
    ...(executablePath !== undefined && { executablePath }),
    args: launchArguments({ softwareWebGpu: true }),
  });
  const scene = await openScene(own, site.url, { dice, setup: SHORT_SETUP, engine: 'webgpu' });
  try {
    const tab = await Tab.open(scene);
    await tab.startRun();
    await tab.untilSomeMoment();
    const session = await own.newBrowserCDPSession();
    await session.send('Browser.crashGpuProcess');
    const outcome = await tab.settle();
    await checkRun(browser, scene, await tab.shownRun());
    tab.guard.check();
    return outcome;
  } finally {
    await closeScene(scene);
    await own.close();
  }
}
