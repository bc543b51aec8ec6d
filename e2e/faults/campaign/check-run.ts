import type { Browser } from '@playwright/test';
import type { SavedRun } from '../../../src/lab/runs/saved-run.ts';
import { expect } from '../../lab-test.ts';
import { referenceOf } from './setups.ts';
import type { Scene } from './scene.ts';
import { wordsOf } from './watch-tokens.ts';

/** Fails where a token that was shown is not in the run, or where the run is not what it would have been without a fault. */
export async function checkRun(browser: Browser, scene: Scene, { lanes }: SavedRun): Promise<void> {
  const lost: string[] = [];
  for (const [key, text] of scene.shown) {
    const [letter, position] = key.split(' ');
    const record = lanes[letter === 'A' ? 0 : 1]?.trace.records[Number(position)];
    if (!record || wordsOf(record.text) !== wordsOf(text)) lost.push(`${key} "${text}"`);
  }
  expect(lost, 'tokens that were shown and are lost').toEqual([]);
  const reference = await referenceOf(browser, scene.site.url, scene.setup);
  const given = lanes.map(({ trace }) => trace.records);
  const expected = reference.map(({ trace }) => trace.records);
  // On a GPU the numbers may differ by rounding where a run was taken up again.
  if (scene.engine === 'webgpu')
    expect(given.map((records) => records.map(({ id }) => id))).toEqual(
      expected.map((records) => records.map(({ id }) => id)),
    );
  else expect(given).toEqual(expected);
}
