import type { Tokenizer } from './tokenizer.ts';

const REPLACEMENT = '\uFFFD';
/** Longest character in tokens of one byte, plus one for a space that belongs to it. */
const LONGEST_OPEN = 5;

/**
 * Tokens whose text inside a text was the one they have alone, by tokenizer: most are, and looking that up is faster than
 * decoding. Vocabularies of whole words, which are joined by spaces, have none.
 */
const alike = new WeakMap<Tokenizer, Set<number>>();

/**
 * Decodes token by token. A character may be spread over several tokens: its text comes with the token that completes
 * it, and the earlier ones give ''. All texts joined are the decoded output.
 */
export class StreamDecoder {
  #open: number[] = [];
  /** One token of context: some tokenizers drop a leading space at the start of a text. */
  #previous: number | undefined;
  readonly #tokenizer: Tokenizer;
  readonly #alike: Set<number>;

  constructor(tokenizer: Tokenizer) {
    this.#tokenizer = tokenizer;
    this.#alike = alike.get(tokenizer) ?? new Set();
    alike.set(tokenizer, this.#alike);
  }

  push(id: number): string {
    const isInside = this.#open.length === 0 && this.#previous !== undefined;
    if (isInside && this.#alike.has(id)) {
      this.#previous = id;
      return this.#tokenizer.textOf(id);
    }
    this.#open.push(id);
    const text = this.#textOfOpen();
    if (text.endsWith(REPLACEMENT) && this.#open.length < LONGEST_OPEN) return '';
    if (isInside && text === this.#tokenizer.textOf(id)) this.#alike.add(id);
    this.#settle();
    return text;
  }

  /** What is left at the end of the output: bytes that never became a character. */
  flush(): string {
    const text = this.#open.length > 0 ? this.#textOfOpen() : '';
    this.#settle();
    return text;
  }

  #textOfOpen(): string {
    if (this.#previous === undefined) return this.#tokenizer.decode(this.#open);
    const before = this.#textOfOne(this.#previous);
    return this.#tokenizer.decode([this.#previous, ...this.#open]).slice(before.length);
  }

  /** Texts of single tokens, which come again and again. */
  readonly #known = new Map<number, string>();

  #textOfOne(id: number): string {
    const known = this.#known.get(id);
    if (known !== undefined) return known;
    const text = this.#tokenizer.decode([id]);
    this.#known.set(id, text);
    return text;
  }

  #settle(): void {
    this.#previous = this.#open.at(-1) ?? this.#previous;
    this.#open = [];
  }
}
