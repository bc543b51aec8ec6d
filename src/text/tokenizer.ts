import { Tokenizer as HubTokenizer } from '@huggingface/tokenizers';
import { ProblemError } from '../control/errors.ts';
import type { Vocabulary } from '../control/vocabulary.ts';

/** A model's tokenizer, read from its tokenizer.json and tokenizer_config.json. */
export interface Tokenizer extends Vocabulary {
  /** No tokens are added around the text; added tokens such as <think> inside it are recognised. */
  encode(text: string): number[];
  /** Every token written out, special ones too. */
  decode(ids: readonly number[]): string;
}

interface TokenizerFile {
  readonly model?: { readonly vocab?: unknown };
}

/** What a tokenizer of other software must offer to stand in for one of ours. */
export interface TokenizerSource {
  /** Token as the vocabulary writes it -> id, added tokens included. */
  readonly vocabulary: ReadonlyMap<string, number>;
  /** Adds no tokens around the text. */
  readonly encode: (text: string) => number[];
  /** Leaves no token out and tidies no spaces. */
  readonly decode: (ids: number[]) => string;
}

export function tokenizerFrom({ vocabulary, encode, decode: decodeSome }: TokenizerSource): Tokenizer {
  const decode = (ids: readonly number[]): string => (ids.length === 0 ? '' : decodeSome([...ids]));
  return { encode, decode, ...readVocabulary(vocabulary, decode) };
}

/** Ten times the largest public vocabularies: a larger id would take the memory for all below it. */
const LARGEST_ID = 2_000_000;

function damaged(caught: unknown): ProblemError {
  const reason = caught instanceof Error ? caught.message : String(caught);
  return new ProblemError(
    'model-damaged',
    `tokenizer.json cannot be read: ${reason}.`,
    'Load the model again; if that fails, its files are damaged.',
    { cause: caught },
  );
}

/** Some faults of a file show only in the text that meets them. */
function orDamaged<T>(work: () => T): T {
  try {
    return work();
  } catch (caught) {
    throw damaged(caught);
  }
}

/**
 * Throws `model-damaged` when the file is no tokenizer that can be read; what it returns does so where a text meets a fault
 * that reading did not.
 */
export function readTokenizer(tokenizerJson: unknown, tokenizerConfig: unknown): Tokenizer {
  return orDamaged(() => {
    if ((tokenizerJson as TokenizerFile).model?.vocab === undefined) throw new Error('it has no model.vocab');
    const hub = new HubTokenizer(tokenizerJson as object, tokenizerConfig as object);
    const vocabulary = hub.get_vocab();
    for (const [token, id] of vocabulary) {
      const fits = typeof token === 'string' && Number.isInteger(id) && id >= 0 && id <= LARGEST_ID;
      if (!fits) throw new Error(`its tokens have no text or no id from 0 to ${LARGEST_ID}`);
    }
    return tokenizerFrom({
      vocabulary,
      encode: (text) => orDamaged(() => hub.encode(text, { add_special_tokens: false }).ids),
      decode: (ids) =>
        orDamaged(() => hub.decode(ids, { skip_special_tokens: false, clean_up_tokenization_spaces: false })),
    });
  });
}

/** Single-token texts are looked up in a table that is built on first use: a vocabulary has up to 150,000 entries. */
function readVocabulary(
  vocabulary: ReadonlyMap<string, number>,
  decode: (ids: readonly number[]) => string,
): Vocabulary {
  let size = 0;
  for (const id of vocabulary.values()) size = Math.max(size, id + 1);
  const texts: (string | undefined)[] = Array.from({ length: size });
  let idOfText: Map<string, number> | undefined;
  const decodeAlone = aloneDecoder(vocabulary, decode);
  const textOf = (id: number): string => {
    const known = texts[id];
    if (known !== undefined) return known;
    const text = decodeAlone(id);
    if (id >= 0 && id < size) texts[id] = text;
    return text;
  };
  return {
    size,
    textOf,
    idOf(text) {
      if (!idOfText) {
        idOfText = new Map();
        // From the end, so that the lowest id of a text wins.
        for (let id = size - 1; id >= 0; id -= 1) idOfText.set(textOf(id), id);
      }
      return idOfText.get(text);
    },
  };
}

/**
 * The text of one token inside a text. SentencePiece-like vocabularies mark a leading space as "▁" and drop it where a
 * text begins, so their tokens are decoded after a letter, which is then taken off.
 */
function aloneDecoder(
  vocabulary: ReadonlyMap<string, number>,
  decode: (ids: readonly number[]) => string,
): (id: number) => string {
  const letter = vocabulary.get('a');
  const marksSpaces = [...vocabulary.keys()].some((token) => token.startsWith('▁'));
  if (!marksSpaces || letter === undefined) return (id) => decode([id]);
  const skipped = decode([letter]).length;
  return (id) => decode([letter, id]).slice(skipped);
}
