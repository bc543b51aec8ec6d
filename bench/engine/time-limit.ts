/** How long a command may take, from when this is made. */
export class TimeLimit {
  readonly #end: number;

  constructor(milliseconds: number) {
    this.#end = performance.now() + milliseconds;
  }

  /** Whole milliseconds, since a timer may end a fraction of one early; never below 0. */
  get left(): number {
    return Math.max(0, Math.floor(this.#end - performance.now()));
  }

  /** What a task resolves with, or `late`: the waiting ends, not the task. `most`: milliseconds for this task alone. */
  async wait<T>(task: Promise<T>, most: number): Promise<T | typeof LATE> {
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise<typeof LATE>((resolve) => {
      timer = setTimeout(() => resolve(LATE), Math.min(this.left, most));
    });
    try {
      return await Promise.race([task, late]);
    } finally {
      clearTimeout(timer);
    }
  }
}

export const LATE = Symbol('late');
