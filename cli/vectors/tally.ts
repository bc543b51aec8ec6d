/** Counts the cases of one vector file. A case is one value or decision that the file states. */
export class Tally {
  passed = 0;
  failed = 0;
  /** Largest absolute difference of a compared number. */
  largestError = 0;
  /** Parts that could not be checked, by name. */
  readonly skipped: string[] = [];
  /** The first failures, in words. */
  readonly failures: string[] = [];

  /** Compares numbers, or lists of numbers element by element, as one case. */
  near(
    name: string,
    actual: number | ArrayLike<number>,
    expected: number | readonly number[],
    tolerance: number,
  ): void {
    const found = typeof actual === 'number' ? [actual] : Array.from(actual);
    const wanted = typeof expected === 'number' ? [expected] : expected;
    let error = found.length === wanted.length ? 0 : Infinity;
    wanted.forEach((value, index) => {
      const difference = Math.abs((found[index] ?? Number.NaN) - value);
      error = Number.isNaN(difference) ? Infinity : Math.max(error, difference);
    });
    this.largestError = Math.max(this.largestError, error);
    this.#count(error <= tolerance, () => `${name}: off by ${error.toExponential(2)}, allowed ${tolerance}`);
  }

  /** Compares decisions, ids and lists of ids exactly, as one case. */
  same(name: string, actual: unknown, expected: unknown): void {
    const [found, wanted] = [JSON.stringify(actual), JSON.stringify(expected)];
    this.#count(found === wanted, () => `${name}: ${shorten(found)} instead of ${shorten(wanted)}`);
  }

  #count(ok: boolean, describe: () => string): void {
    if (ok) this.passed += 1;
    else {
      this.failed += 1;
      this.failures.push(describe());
    }
  }
}

function shorten(text: string | undefined): string {
  return text === undefined ? 'nothing' : text.length > 120 ? `${text.slice(0, 117)}...` : text;
}
