import type { Browser } from '@playwright/test';
import { expect } from '../../../lab-test.ts';
import { checkRun } from '../check-run.ts';
import type { BadAnswer } from '../faulty-site.ts';
import { Tab, type Outcome, type Scene } from '../scene.ts';

/** What the page fetches before it can run: the model, its tokenizer, the runtime, the worker. */
const FILES = [/\.onnx$/, /tokenizer[^/]*\.json$/, /\.wasm$/, /inference\.worker[^/]*\.js$/] as const;

/** The page says why it has no model; once the server is well, one press of "Try again" loads it. */
async function loadSpoiled(browser: Browser, scene: Scene, answer: BadAnswer): Promise<Outcome> {
  scene.site.spoil(scene.dice.pick(FILES), answer);
  const tab = await Tab.open(scene);
  const loaded = await tab.page.evaluate(() => window.secondThought?.model());
  if (!loaded?.ok) {
    expect(loaded?.problem.code).not.toBe('internal');
    await expect(tab.lab.problems).toContainText(loaded?.problem.hint ?? 'no hint');
    scene.site.mend();
    await tab.lab.problems.getByRole('button', { name: 'Try again' }).click();
    await expect(tab.page.getByRole('banner')).toContainText('Ponder · ready', { timeout: 60_000 });
  }
  await tab.startRun({ milliseconds: 5 });
  await expect(tab.lab.tokens('B').first()).toBeVisible({ timeout: 60_000 });
  await tab.settle();
  await checkRun(browser, scene, await tab.shownRun());
  return loaded?.ok ? 'recovered' : 'clear failure';
}

/** The connection breaks at a random byte. */
export function downloadCut(browser: Browser, scene: Scene): Promise<Outcome> {
  return loadSpoiled(browser, scene, { kind: 'cut', share: scene.dice.between(0, 9999) / 10_000 });
}

/** Something else comes, or nothing, or of another length. */
export function badAnswer(browser: Browser, scene: Scene): Promise<Outcome> {
  const { dice } = scene;
  const answer = dice.pick<BadAnswer>([
    { kind: 'missing' },
    { kind: 'html' },
    { kind: 'short', share: dice.between(0, 9999) / 10_000 },
    { kind: 'long' },
  ]);
  return loadSpoiled(browser, scene, answer);
}
