import type { CorrectionProblem, Loss } from '../../control/srgen/loss.ts';
import type { HeadLoss } from './head-loss.ts';

/** A loss that is made at the first correction, since it holds a copy of the head. One that failed is made anew. */
export class LazyHeadLoss implements HeadLoss {
  readonly #make: () => Promise<HeadLoss>;
  #made: HeadLoss | undefined;

  constructor(make: () => Promise<HeadLoss>) {
    this.#make = make;
  }

  async at(problem: CorrectionProblem, offset: Float64Array): Promise<Loss> {
    this.#made ??= await this.#make();
    return this.#made.at(problem, offset);
  }

  async dispose(): Promise<void> {
    const made = this.#made;
    this.#made = undefined;
    await made?.dispose();
  }
}
