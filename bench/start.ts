import { openBrowser } from '../cli/browser.ts';
import { serveSite } from '../cli/site.ts';
import type { Figure } from './figure.ts';

const RUNS = 5;

/** Milliseconds since navigation began, by the page's own clock. */
interface Moments {
  run?: number;
  firstToken?: number;
}

/**
 * Runs in the page before its own scripts: presses Run as soon as there is such a button and notes when the first token
 * is drawn.
 */
function pressRunAtOnce(): void {
  const moments: Moments = {};
  Object.assign(window, { moments });
  const observer = new MutationObserver(() => {
    if (moments.run === undefined) {
      const button = [...document.querySelectorAll('button')].find((candidate) => /\bRun$/.test(candidate.textContent));
      if (!button || button.disabled || button.ariaDisabled === 'true') return;
      moments.run = performance.now();
      button.click();
    } else if (document.querySelector('[data-lane] [data-position]')) {
      moments.firstToken = performance.now();
      observer.disconnect();
    }
  });
  observer.observe(document, { childList: true, subtree: true, attributes: true });
}

async function measureOnce(url: string): Promise<Required<Moments>> {
  const opened = await openBrowser({ softwareWebGpu: false });
  const page = await opened.browser.newPage();
  await page.addInitScript(pressRunAtOnce);
  await page.goto(`${url}?engine=wasm`);
  const read = (): Moments => (window as unknown as { moments: Moments }).moments; // put there by pressRunAtOnce
  await page.waitForFunction(
    () => (window as unknown as { moments: Moments }).moments.firstToken !== undefined,
    undefined,
    { timeout: 60_000 },
  );
  const { run, firstToken } = await page.evaluate(read);
  await opened.close();
  if (run === undefined || firstToken === undefined) throw new Error('The page drew no token.');
  return { run, firstToken };
}

/** From opening the page, in a fresh browser with nothing cached, to the first token on the wasm engine. */
export async function measureStart(): Promise<readonly Figure[]> {
  const site = await serveSite();
  const all: Required<Moments>[] = [];
  for (let run = 0; run < RUNS; run += 1) all.push(await measureOnce(site.url));
  return [
    {
      name: 'Opening the page to the first token',
      unit: 's',
      runs: all.map(({ firstToken }) => firstToken / 1000),
      target: { kind: 'at most', value: 5 },
    },
    {
      name: 'Run to the first token',
      unit: 's',
      runs: all.map(({ run, firstToken }) => (firstToken - run) / 1000),
      target: { kind: 'at most', value: 3 },
    },
  ];
}
