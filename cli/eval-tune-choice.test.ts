import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { testConfiguration } from '../src/evaluation/run/test-doubles.ts';
import type { Tuning } from '../src/evaluation/tuning/tuning.ts';
import { checkChoice, keepChoice } from './eval-tune-choice.ts';

const tuningRun = testConfiguration();
const testRun = testConfiguration({ task: 'held-out', items: [{ id: 'z', hash: 'z' }] });
const tuning: Tuning = {
  strategy: 'cyclic-reflex',
  tuning: 't',
  test: 'held-out',
  problems: 5,
  samples: 2,
  scores: [
    { settings: { amplitude: 1 }, hash: 's1', passAt1: 0.5, tokens: 10 },
    { settings: { amplitude: 3 }, hash: 's2', passAt1: 0.75, tokens: 12.5 },
  ],
  chosen: 1,
};

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'second-thought-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

test('the choice is written once, with what it was made from', () => {
  checkChoice(folder, tuningRun, testRun);
  keepChoice(folder, tuning, tuningRun, testRun);
  const written = readFileSync(join(folder, 'choice.json'), 'utf8');
  expect(JSON.parse(written)).toMatchObject({ tried: 2, settings: { amplitude: 3 }, tuning });
  expect(written).toContain('no evidence');
  // The same again, as --resume does it.
  checkChoice(folder, tuningRun, testRun);
  keepChoice(folder, tuning, tuningRun, testRun);
  expect(readFileSync(join(folder, 'choice.json'), 'utf8')).toBe(written);
});

test.each([
  ['other settings', testConfiguration({ strategies: [] }), testRun, 'strategies is'],
  ['another seed', testConfiguration({ seed: 8 }), testRun, 'seed is 7 there, 8 here'],
  ['another test', tuningRun, testConfiguration({ task: 'third' }), 'task is held-out there, third here'],
])('a second look with %s is refused', (_, otherTuning, otherTest, message) => {
  keepChoice(folder, tuning, tuningRun, testRun);
  expect(() => checkChoice(folder, otherTuning, otherTest)).toThrow(message);
});

test('so is a tuning that gave other scores, and a choice that cannot be read', () => {
  keepChoice(folder, tuning, tuningRun, testRun);
  expect(() => keepChoice(folder, { ...tuning, chosen: 0 }, tuningRun, testRun)).toThrow('other scores');
  writeFileSync(join(folder, 'choice.json'), '{}');
  expect(() => checkChoice(folder, tuningRun, testRun)).toThrow('is no choice of this version');
});
