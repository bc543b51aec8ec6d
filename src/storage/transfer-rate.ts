/** Seconds that the speed is averaged over. */
const WINDOW = 5;

export interface Rate {
  /** 0 until there is something to go by. */
  readonly bytesPerSecond: number;
  /** Undefined until there is something to go by. */
  readonly secondsLeft: number | undefined;
}

/** Speed and time left of a transfer, from what came in the last seconds. */
export class TransferRate {
  #marks: { readonly at: number; readonly bytes: number }[] = [];

  /** `seconds`: a clock that runs forward; `bytes`: received since the start, what was there before not counted. */
  update(seconds: number, bytes: number, bytesLeft: number): Rate {
    this.#marks.push({ at: seconds, bytes });
    while (this.#marks.length > 2 && seconds - (this.#marks[1]?.at ?? 0) > WINDOW) this.#marks.shift();
    const [first] = this.#marks;
    const elapsed = seconds - (first?.at ?? seconds);
    const bytesPerSecond = elapsed > 0 ? (bytes - (first?.bytes ?? 0)) / elapsed : 0;
    return { bytesPerSecond, secondsLeft: bytesPerSecond > 0 ? bytesLeft / bytesPerSecond : undefined };
  }
}
