import fc from 'fast-check';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { ProblemError } from '../control/errors.ts';
import { openPonder } from '../testing/ponder.ts';
import type { Model } from './model.ts';
import { prepareRun } from './run.ts';

const SAMPLING = { temperature: 1, topP: 1, topK: 0, minP: 0, seed: 3 };

let model: Model;
beforeAll(async () => {
  model = await openPonder();
});
afterAll(() => model.engine.dispose());

/** Decodes until the run ends by itself and returns how; the context is the only limit. */
async function decodeToEnd(prompt: string): Promise<string> {
  const run = prepareRun(model, { prompt, strategies: [], sampling: SAMPLING, maxTokens: model.facts.contextLength });
  const events = run.events();
  while (true) {
    const step = await events.next();
    if (step.done) return step.value.reason;
  }
}

it('ends on any text that fits the context', async () => {
  const texts = fc.string({ unit: 'binary', minLength: 1, maxLength: 120 }).filter((text) => text.trim() !== '');
  await fc.assert(
    fc.asyncProperty(texts, async (prompt) => {
      expect(['end', 'context']).toContain(await decodeToEnd(prompt));
    }),
    { numRuns: 12 },
  );
}, 120_000);

it('ends on a prompt that leaves room for a few tokens alone', async () => {
  const { header } = prepareRun(model, { prompt: '1', strategies: [], sampling: SAMPLING, maxTokens: 1 });
  const prompt = '1'.repeat(model.facts.contextLength - header.promptIds.length - 3);
  expect(['end', 'context']).toContain(await decodeToEnd(prompt));
});

it('refuses a longer one and names its length and the limit', async () => {
  const prompt = '1'.repeat(model.facts.contextLength + 1);
  const refused: unknown = await decodeToEnd(prompt).catch((caught: unknown) => caught);
  expect(refused).toBeInstanceOf(ProblemError);
  const { code, message } = (refused as ProblemError).problem;
  expect(code).toBe('prompt-too-long');
  expect(message).toContain(String(model.facts.contextLength));
  expect(message).toMatch(/\b10[2-9]\d\b/);
});
