import { ProblemError } from '../../../control/errors.ts';
import { entropyLoss, type CorrectionProblem, type Loss, type LossAt } from '../../../control/srgen/loss.ts';
import { positionsAtOnce, type HeadLoss } from '../head-loss.ts';
import type { Gpu } from './gpu.ts';
import { HeadKernels, type HeadText } from './head-kernels.ts';
import type { HeadWords } from './head-words.ts';

/**
 * SRGen's exact loss on the GPU, over a head as it is stored; the twin in float64 is `correctionLoss`. Of an evaluation
 * only the last position's logits, the surprises and the gradient are read back.
 */
export class GpuHeadLoss implements HeadLoss {
  readonly #gpu: Gpu;
  readonly #kernels: HeadKernels;
  readonly #chunk: number;
  /** Uploaded once for all steps of a correction. */
  #text: { readonly of: CorrectionProblem; readonly buffers: HeadText } | undefined;

  private constructor(gpu: Gpu, head: HeadWords, chunk: number) {
    this.#gpu = gpu;
    this.#kernels = new HeadKernels(gpu, head, chunk);
    this.#chunk = chunk;
  }

  /**
   * `chunk`: positions whose logits are on the GPU at once. Throws `engine-unavailable` for a head that no buffer can hold,
   * `engine-failed` where the GPU has no room.
   */
  static async create(gpu: Gpu, head: HeadWords, chunk = positionsAtOnce(head.rows)): Promise<GpuHeadLoss> {
    gpu.device.pushErrorScope('out-of-memory');
    const loss = new GpuHeadLoss(gpu, head, chunk);
    const error = await gpu.device.popErrorScope();
    if (!error) return loss;
    await loss.dispose();
    throw new ProblemError(
      'engine-failed',
      `The GPU has no room for the output projection of this model: ${error.message}`,
      'Choose the truncated loss, close other pages, or choose a smaller model.',
    );
  }

  of(problem: CorrectionProblem): LossAt {
    return (offset) => this.#at(problem, offset);
  }

  async #at(problem: CorrectionProblem, offset: Float64Array): Promise<Loss> {
    const { hidden, temperature, entropyWeight } = problem;
    const kernels = this.#kernels;
    const text = this.#upload(problem);
    const last = hidden.rows - 1;
    kernels.moveBy(Float32Array.from(offset));
    kernels.project(text, { first: last, positions: 1, share: 0 });
    const { entropy, slopes } = entropyLoss(await kernels.logits(), temperature);
    // All that goes back through W does so at once.
    kernels.startFrom(Float32Array.from(slopes, (slope) => entropyWeight * slope));
    const share = (1 - entropyWeight) / last;
    for (let first = 0; first < last; first += this.#chunk) {
      kernels.addErrors(text, { first, positions: Math.min(this.#chunk, last - first), share });
    }
    kernels.back();
    const gradient = Float64Array.from(await kernels.gradient());
    const surprises = await kernels.surprises(text, last);
    const crossEntropy = surprises.reduce((sum, surprise) => sum + surprise / last, 0);
    return { crossEntropy, entropy, total: (1 - entropyWeight) * crossEntropy + entropyWeight * entropy, gradient };
  }

  async moves(offset: Float64Array): Promise<Float32Array> {
    const nothing = this.#kernels.text(new Float32Array(offset.length), new Uint32Array(1));
    this.#kernels.moveBy(Float32Array.from(offset));
    this.#kernels.project(nothing, { first: 0, positions: 1, share: 0 });
    const moves = await this.#kernels.logits();
    destroyText(nothing);
    return moves;
  }

  #upload(problem: CorrectionProblem): HeadText {
    if (this.#text?.of === problem) return this.#text.buffers;
    this.#forget();
    const { hidden, ids } = problem;
    const said = Uint32Array.from({ length: hidden.rows }, (_, position) => ids[position + 1] ?? 0);
    const buffers = this.#kernels.text(Float32Array.from(hidden.values), said);
    this.#text = { of: problem, buffers };
    return buffers;
  }

  #forget(): void {
    if (this.#text) destroyText(this.#text.buffers);
    this.#text = undefined;
  }

  async dispose(): Promise<void> {
    this.#forget();
    this.#kernels.dispose();
    this.#gpu.dispose();
  }
}

function destroyText({ hidden, said, surprises }: HeadText): void {
  for (const buffer of [hidden, said, surprises]) buffer.destroy();
}
