import * as v from 'valibot';
import { lookUpStrings } from '../../src/control/reflection-vocabulary.ts';
import type { VectorCheck } from './vector-check.ts';

const id = v.nullable(v.number());
const ids = v.array(v.number());
const wordSet = v.looseObject({ strings: v.array(v.string()) });

const tokensFile = v.looseObject({
  special: v.optional(v.record(v.string(), v.record(v.string(), v.union([v.number(), v.string()])))),
});

/** Vocabularies the file names, the sections of the file that are theirs, and the folder that holds them. */
const VOCABULARIES = [
  { key: 'qwen2', folder: 'qwen2.5' },
  { key: 'llama3', folder: 'llama3' },
] as const;

/** Word look-ups and word sets. Sections without a vocabulary at hand are skipped by name. */
export const checkTokens: VectorCheck = (file, tally, findTokenizer) => {
  const data = v.parse(tokensFile, file);
  for (const { key, folder } of VOCABULARIES) {
    const lookUps = v.safeParse(v.record(v.string(), id), data[key]);
    if (!lookUps.success) continue;
    const tokenizer = findTokenizer(folder);
    if (!tokenizer) {
      tally.skipped.push(`${key} (no vocabulary ${folder})`);
      continue;
    }
    for (const [text, expected] of Object.entries(lookUps.output)) {
      tally.same(`${key} ${JSON.stringify(text)}`, tokenizer.idOf(text) ?? null, expected);
    }
    for (const [name, section] of Object.entries(data)) {
      if (!name.endsWith('_set')) continue;
      const { strings } = v.parse(wordSet, section);
      const expected = v.parse(ids, (section as Record<string, unknown>)[key]); // wordSet has shown that it is an object
      tally.same(
        `${name} ${key}`,
        lookUpStrings(tokenizer, strings).tokens,
        expected.toSorted((a, b) => a - b),
      );
    }
  }
  checkSpecialTokens(data.special ?? {}, tally, findTokenizer);
};

function checkSpecialTokens(
  special: Readonly<Record<string, Readonly<Record<string, number | string>>>>,
  tally: Parameters<VectorCheck>[1],
  findTokenizer: Parameters<VectorCheck>[2],
): void {
  for (const [model, tokens] of Object.entries(special)) {
    const tokenizer = findTokenizer(model.toLowerCase());
    if (!tokenizer) {
      tally.skipped.push(`special ${model} (no vocabulary ${model.toLowerCase()})`);
      continue;
    }
    for (const [text, expected] of Object.entries(tokens)) {
      if (typeof expected === 'number') tally.same(`${model} ${text}`, tokenizer.idOf(text) ?? null, expected);
    }
  }
}
