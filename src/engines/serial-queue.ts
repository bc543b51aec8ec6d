/**
 * Runs tasks one after another. onnxruntime-web hangs or corrupts memory when two runs overlap, even on two sessions,
 * so everything that touches a device goes through one queue.
 */
export class SerialQueue {
  #last: Promise<unknown> = Promise.resolve();

  add<T>(task: () => Promise<T>): Promise<T> {
    const result = this.#last.then(task, task);
    this.#last = result.catch(() => undefined); // the caller gets the error; the next task must still start
    return result;
  }
}
