import { existsSync, readdirSync, readFileSync } from 'node:fs';
import * as v from 'valibot';
import { describe, expect, it } from 'vitest';
import { gradeResponse } from './grade-response.ts';

/** Public problem sets are not part of this repository; some machines have them beside it. */
const folder = new URL('../../../../shared/datasets/', import.meta.url);
const files = existsSync(folder) ? readdirSync(folder).filter((name) => name.endsWith('.jsonl')) : [];

const itemSchema = v.object({
  answer: v.string(),
  numbers: v.optional(v.array(v.number())),
  target: v.optional(v.number()),
});

describe.skipIf(files.length === 0)('the known answers of problem sets (../shared/datasets), boxed', () => {
  it.each(files)('are correct against themselves: %s', (file) => {
    const lines = readFileSync(new URL(file, folder), 'utf8').split('\n');
    const items = lines.filter((line) => line !== '').map((line) => v.parse(itemSchema, JSON.parse(line)));
    const missed = items
      .map(({ answer: gold, ...game }) => gradeResponse({ gold, ...game }, `So it is \\boxed{${gold}}.`))
      .filter(({ verdict }) => verdict !== 'correct');
    expect(missed).toEqual([]);
  });
});
