import type { CorrectionProblem, LossAt } from '../../control/srgen/loss.ts';
import type { HeadLoss } from './head-loss.ts';

/** A loss that is made at the first correction, since it holds a copy of the head. One that failed is made anew. */
export class LazyHeadLoss implements HeadLoss {
  readonly #make: () => Promise<HeadLoss>;
  #made: HeadLoss | undefined;

  constructor(make: () => Promise<HeadLoss>) {
    this.#make = make;
  }

  of(problem: CorrectionProblem): LossAt {
    let at: LossAt | undefined;
    return async (offset) => {
      at ??= (await this.#head()).of(problem);
      return at(offset);
    };
  }

  async moves(offset: Float64Array): Promise<Float32Array | Float64Array> {
    return (await this.#head()).moves(offset);
  }

  async #head(): Promise<HeadLoss> {
    this.#made ??= await this.#make();
    return this.#made;
  }

  async dispose(): Promise<void> {
    const made = this.#made;
    this.#made = undefined;
    await made?.dispose();
  }
}
