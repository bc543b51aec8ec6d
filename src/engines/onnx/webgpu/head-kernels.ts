import { ProblemError } from '../../../control/errors.ts';
import type { Gpu } from './gpu.ts';
import { ADD_SHADER, backShader, logitsShader, MERGE_SHADER, sumShader, TILE } from './head-shaders.ts';
import { VALUES_PER_WORD, type HeadWords } from './head-words.ts';

/** The hidden states of one text, and what came out of them, on the GPU. */
export interface HeadText {
  /** [positions, columns], float32. */
  readonly hidden: GPUBuffer;
  /** What was said after each position: a token id, uint32. */
  readonly said: GPUBuffer;
  /** -ln p of that, float32. */
  readonly surprises: GPUBuffer;
}

/** Some positions of a text. */
export interface Chunk {
  readonly first: number;
  readonly positions: number;
  /** What one position's errors weigh. */
  readonly share: number;
}

/** Of the parameters of every kernel. */
const SHAPE_BYTES = 24;

/**
 * The products with a head as it is stored, and the softmax between them, on the GPU (head-shaders.ts). onnxruntime does
 * not give away the buffer in which it holds the same weights, so they are uploaded once more.
 */
export class HeadKernels {
  readonly #gpu: Gpu;
  readonly #head: HeadWords;
  /** Positions of the largest chunk. */
  readonly #most: number;
  readonly #pipelines;
  readonly #parameters: GPUBuffer;
  readonly #words: GPUBuffer;
  /** None, or one. */
  readonly #blocks: readonly GPUBuffer[];
  readonly #offset: GPUBuffer;
  readonly #logits: GPUBuffer;
  readonly #pieces: GPUBuffer;
  readonly #logSumExps: GPUBuffer;
  readonly #weights: GPUBuffer;
  readonly #perTile: GPUBuffer;
  readonly #gradient: GPUBuffer;

  /** Throws `engine-unavailable` for a head that no buffer of this device can hold. */
  constructor(gpu: Gpu, head: HeadWords, mostPositions: number) {
    const { rows, columns, wordsPerRow, format, words, blocks } = head;
    this.#gpu = gpu;
    this.#head = head;
    this.#most = mostPositions;
    this.#pipelines = {
      logits: gpu.pipeline(logitsShader(head)),
      merge: gpu.pipeline(MERGE_SHADER),
      add: gpu.pipeline(ADD_SHADER),
      back: gpu.pipeline(backShader(head)),
      sum: gpu.pipeline(sumShader(head)),
    };
    this.#parameters = gpu.buffer(SHAPE_BYTES, GPUBufferUsage.UNIFORM);
    this.#words = this.#upload(words);
    this.#blocks = blocks ? [this.#upload(blocks.scales)] : [];
    this.#offset = gpu.buffer(4 * columns);
    this.#logits = gpu.buffer(4 * rows * mostPositions);
    this.#pieces = gpu.buffer(8 * TILE.pieces * this.#tiles * mostPositions);
    this.#logSumExps = gpu.buffer(4 * mostPositions);
    this.#weights = gpu.buffer(4 * rows);
    this.#perTile = gpu.buffer(4 * this.#backTiles * wordsPerRow * VALUES_PER_WORD[format]);
    this.#gradient = gpu.buffer(4 * columns);
  }

  get #tiles(): number {
    return Math.ceil(this.#head.rows / TILE.rows);
  }

  get #backTiles(): number {
    return Math.ceil(this.#head.rows / TILE.backRows);
  }

  #upload(values: Float32Array<ArrayBuffer> | Uint32Array<ArrayBuffer>): GPUBuffer {
    const { maxBufferSize, maxStorageBufferBindingSize } = this.#gpu.device.limits;
    const limit = Math.min(maxBufferSize, maxStorageBufferBindingSize);
    if (values.byteLength > limit) {
      throw new ProblemError(
        'engine-unavailable',
        `SRGen's exact loss needs a buffer of ${values.byteLength} bytes; on this GPU one holds at most ${limit}.`,
        'Choose the truncated loss, the wasm engine, a smaller model or a shorter text.',
      );
    }
    const buffer = this.#gpu.buffer(values.byteLength);
    this.#gpu.write(buffer, values);
    return buffer;
  }

  /**
   * Puts a text on the GPU; `hidden`: [positions, columns]. Whoever asks for it destroys its buffers. Throws
   * `engine-unavailable` where no buffer can hold it.
   */
  text(hidden: Float32Array<ArrayBuffer>, said: Uint32Array<ArrayBuffer>): HeadText {
    return { hidden: this.#upload(hidden), said: this.#upload(said), surprises: this.#gpu.buffer(4 * said.length) };
  }

  /** What all hidden states are moved by from now on, [columns]. */
  moveBy(offset: Float32Array<ArrayBuffer>): void {
    this.#gpu.write(this.#offset, offset);
  }

  /** W (hidden + offset) of a chunk, and its softmax as far as one pass gives it. */
  project({ hidden }: HeadText, chunk: Chunk): void {
    this.#submit(chunk, (pass) => this.#project(pass, hidden, chunk));
  }

  /** The logits of the chunk's first position that `project` made, [rows]. */
  async logits(): Promise<Float32Array> {
    return new Float32Array(await this.#gpu.read(this.#logits, 4 * this.#head.rows));
  }

  /** The weights that the errors of chunks are added to, [rows]. */
  startFrom(weights: Float32Array<ArrayBuffer>): void {
    this.#gpu.write(this.#weights, weights);
  }

  /** weights += share * (softmax - onehot) over a chunk; the surprises of its positions. */
  addErrors({ hidden, said, surprises }: HeadText, chunk: Chunk): void {
    const { rows } = this.#head;
    this.#submit(chunk, (pass) => {
      this.#project(pass, hidden, chunk);
      this.#run(pass, 'merge', [this.#pieces, this.#logits, said, this.#logSumExps, surprises], chunk.positions);
      this.#run(pass, 'add', [this.#logits, said, this.#logSumExps, this.#weights], Math.ceil(rows / 64));
    });
  }

  /** W^T weights. */
  back(): void {
    const { wordsPerRow, columns } = this.#head;
    this.#submit({ first: 0, positions: 0, share: 0 }, (pass) => {
      const buffers = [this.#words, this.#weights, this.#perTile, ...this.#blocks];
      this.#run(pass, 'back', buffers, this.#backTiles, Math.ceil(wordsPerRow / TILE.backWords));
      this.#run(pass, 'sum', [this.#perTile, this.#gradient], Math.ceil(columns / 64));
    });
  }

  /** What `back` made, [columns]. */
  async gradient(): Promise<Float32Array> {
    return new Float32Array(await this.#gpu.read(this.#gradient, 4 * this.#head.columns));
  }

  /** Those of the first `positions`. */
  async surprises({ surprises }: HeadText, positions: number): Promise<Float32Array> {
    if (positions === 0) return new Float32Array(0);
    return new Float32Array(await this.#gpu.read(surprises, 4 * positions));
  }

  #project(pass: GPUComputePassEncoder, hidden: GPUBuffer, { positions }: Chunk): void {
    const buffers = [this.#words, hidden, this.#offset, this.#logits, this.#pieces, ...this.#blocks];
    this.#run(pass, 'logits', buffers, this.#tiles, Math.ceil(positions / TILE.positions));
  }

  /** A submission of its own for every chunk: a browser takes the GPU away from one that lasts for seconds. */
  #submit({ first, positions, share }: Chunk, record: (pass: GPUComputePassEncoder) => void): void {
    if (positions > this.#most) throw new RangeError(`There is room for ${this.#most} positions, not ${positions}.`);
    const { rows, columns, wordsPerRow } = this.#head;
    const parameters = new DataView(new ArrayBuffer(SHAPE_BYTES));
    [rows, columns, wordsPerRow, first, positions].forEach((value, i) => parameters.setUint32(4 * i, value, true));
    parameters.setFloat32(20, share, true);
    this.#gpu.write(this.#parameters, parameters);
    this.#gpu.submit((encoder) => {
      const pass = encoder.beginComputePass();
      record(pass);
      pass.end();
    });
  }

  #run(
    pass: GPUComputePassEncoder,
    kernel: 'logits' | 'merge' | 'add' | 'back' | 'sum',
    buffers: readonly GPUBuffer[],
    x: number,
    y = 1,
  ): void {
    this.#gpu.dispatch(pass, this.#pipelines[kernel], [this.#parameters, ...buffers], x, y);
  }

  dispose(): void {
    for (const buffer of [
      this.#parameters,
      this.#words,
      ...this.#blocks,
      this.#offset,
      this.#logits,
      this.#pieces,
      this.#logSumExps,
      this.#weights,
      this.#perTile,
      this.#gradient,
    ]) {
      buffer.destroy();
    }
  }
}
