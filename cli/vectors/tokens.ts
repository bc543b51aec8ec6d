import * as v from 'valibot';
import { findContaining, findWords, lookUpStrings } from '../../src/control/reflection-vocabulary.ts';
import type { Tokenizer } from '../../src/text/tokenizer.ts';
import type { Tally } from './tally.ts';
import type { VectorCheck } from './vector-check.ts';

const id = v.nullable(v.number());
const ids = v.array(v.number());
const wordSet = v.looseObject({ strings: v.array(v.string()) });

const tokensFile = v.looseObject({
  nowait_keywords: v.optional(v.array(v.string()), []),
  special: v.optional(v.record(v.string(), v.record(v.string(), v.union([v.number(), v.string()])))),
});

const expansion = v.object({
  substring_match_count: v.number(),
  whole_word_match_count: v.number(),
  whole_word_ids: ids,
});
const newlines = v.object({ contains: v.number(), endswith: v.number(), contains_ids: ids });

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
    for (const [name, set] of Object.entries(data)) {
      if (!name.endsWith('_set')) continue;
      const { strings } = v.parse(wordSet, set);
      const expected = v.parse(ids, (set as Record<string, unknown>)[key]); // wordSet has shown that it is an object
      tally.same(
        `${name} ${key}`,
        lookUpStrings(tokenizer, strings).tokens,
        expected.toSorted((a, b) => a - b),
      );
    }
    checkExpansion(section(data, 'nowait_expansion', key), data.nowait_keywords, tokenizer, tally);
    checkNewlines(section(data, 'double_newline_tokens', key), tokenizer, tally);
    for (const [text, expected] of Object.entries(
      v.parse(v.record(v.string(), v.number()), section(data, 'alphaone_newline_tokens', key) ?? {}),
    )) {
      tally.same(`newline token ${JSON.stringify(text)} ${key}`, tokenizer.idOf(text), expected);
    }
  }
  checkSpecialTokens(data.special ?? {}, tally, findTokenizer);
};

/** The part of a section that belongs to one vocabulary. */
function section(data: Readonly<Record<string, unknown>>, name: string, key: string): unknown {
  return v.parse(v.optional(v.record(v.string(), v.unknown()), {}), data[name])[key];
}

/** Keywords as parts of tokens, and as whole words. */
function checkExpansion(value: unknown, keywords: readonly string[], tokenizer: Tokenizer, tally: Tally): void {
  if (value === undefined) return;
  const expected = v.parse(expansion, value);
  const words = findWords(tokenizer, keywords).tokens;
  tally.same('keywords as substrings', findContaining(tokenizer, keywords).length, expected.substring_match_count);
  tally.same('keywords as whole words', words.length, expected.whole_word_match_count);
  tally.same(
    'keywords as whole words, ids',
    words,
    expected.whole_word_ids.toSorted((a, b) => a - b),
  );
}

function checkNewlines(value: unknown, tokenizer: Tokenizer, tally: Tally): void {
  if (value === undefined) return;
  const expected = v.parse(newlines, value);
  const containing = findContaining(tokenizer, ['\n\n']);
  tally.same('tokens with a paragraph end', containing.length, expected.contains);
  tally.same(
    'tokens with a paragraph end, ids',
    containing,
    expected.contains_ids.toSorted((a, b) => a - b),
  );
  const ending = containing.filter((token) => tokenizer.textOf(token).endsWith('\n\n'));
  tally.same('tokens that end a paragraph', ending.length, expected.endswith);
}

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
