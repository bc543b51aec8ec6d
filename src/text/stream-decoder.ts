import type { Tokenizer } from './tokenizer.ts';

const REPLACEMENT = '\uFFFD';
/** Longest character in tokens of one byte, plus one for a space that belongs to it. */
const LONGEST_OPEN = 5;

/**
 * Decodes token by token. A character may be spread over several tokens: its text comes with the token that completes
 * it, and the earlier ones give ''. All texts joined are the decoded output.
 */
export class StreamDecoder {
  #open: number[] = [];
  /** One token of context: some tokenizers drop a leading space at the start of a text. */
  #previous: number | undefined;
  readonly #tokenizer: Tokenizer;

  constructor(tokenizer: Tokenizer) {
    this.#tokenizer = tokenizer;
  }

  push(id: number): string {
    this.#open.push(id);
    const text = this.#textOfOpen();
    if (text.endsWith(REPLACEMENT) && this.#open.length < LONGEST_OPEN) return '';
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
