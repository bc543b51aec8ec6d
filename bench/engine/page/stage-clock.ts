/** Adds up what the parts of a token take. */
export class StageClock {
  readonly #sums = new Map<string, number>();

  async time<T>(stage: string, task: () => Promise<T>): Promise<T> {
    const started = performance.now();
    try {
      return await task();
    } finally {
      this.add(stage, performance.now() - started);
    }
  }

  add(stage: string, milliseconds: number): void {
    this.#sums.set(stage, (this.#sums.get(stage) ?? 0) + milliseconds);
  }

  reset(): void {
    this.#sums.clear();
  }

  /** Means over `tokens` tokens that took `total` in all; what no stage accounts for is `other`. */
  means(tokens: number, total: number): Record<string, number> {
    const known = [...this.#sums].map(([stage, sum]) => [stage, sum / tokens] as const);
    const other = total / tokens - known.reduce((sum, [, mean]) => sum + mean, 0);
    return Object.fromEntries([...known, ['other', Math.max(0, other)]]);
  }
}
