/** What cannot be read, or not within bounds. Never leaves the grader: a gold becomes unscored by it, an answer wrong. */
export class Unreadable extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'Unreadable';
  }
}

/** Longest gold or answer that is read; a careful reader would not read on either. */
export const MAX_LENGTH = 10_000;
export const MAX_TOKENS = 4000;
export const MAX_NESTING = 60;
/** Bits of a numerator or denominator: 1000! has 8530. */
export const MAX_BITS = 16_384;
/** Exponent of a sum or a symbol, and order of a root. */
export const MAX_EXPONENT = 2000;

/** Bounds the work on one text, whatever it says: hostile input runs out of effort before anyone notices. */
export class Effort {
  #left: number;

  constructor(units = 40_000) {
    this.#left = units;
  }

  spend(units: number): void {
    this.#left -= units;
    if (this.#left < 0) throw new Unreadable('too much work');
  }
}
