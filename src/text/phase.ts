import type { Phase } from '../control/strategy.ts';

/**
 * Follows the thinking tags through a text that arrives in pieces. The piece that completes a tag still belongs to the
 * phase it ends or begins.
 */
export class PhaseTracker {
  #tail = '';
  #phase: Phase;
  readonly #open: string;
  readonly #close: string;

  /** `prompt` is the rendered prompt: many templates open the thinking there. */
  constructor(tags: { readonly open: string; readonly close: string }, prompt: string) {
    this.#open = tags.open;
    this.#close = tags.close;
    this.#phase = prompt.lastIndexOf(tags.open) > prompt.lastIndexOf(tags.close) ? 'thinking' : 'answer';
  }

  /** Phase of the next token. */
  get phase(): Phase {
    return this.#phase;
  }

  push(text: string): void {
    const seen = this.#tail + text;
    const opened = seen.lastIndexOf(this.#open);
    const closed = seen.lastIndexOf(this.#close);
    if (opened !== closed) this.#phase = opened > closed ? 'thinking' : 'answer';
    // Enough for a tag that is split over tokens, too short to hold a whole one again.
    const keep = Math.max(this.#open.length, this.#close.length) - 1;
    this.#tail = seen.slice(-keep);
  }
}
