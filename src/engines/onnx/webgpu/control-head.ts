import type { Distribution, DistributionStatistics, SparseEdits, TopLogits } from '../../../control/distribution.ts';
import { summarise } from '../../../control/softmax-sums.ts';
import { CHUNK_SHADER, EDIT_SHADER, MERGE_SHADER, SHAPE, SHIFT_SHADER } from './control-head-shaders.ts';
import type { Gpu } from './gpu.ts';

/** Edits there is room for at first. */
const FIRST_EDITS = 64;

interface Side {
  readonly statistics: DistributionStatistics;
  readonly sumOfLogits: number;
  /** Mean of what the edits added, under the softmax after them. */
  readonly meanAdded: number;
}

/**
 * The control head: applies sparse edits to logits that lie on the GPU, and describes the distribution before and after
 * them. One submission and one read-back of about a kilobyte, whatever the vocabulary. It computes what
 * `describeDistribution` of src/control/statistics.ts does, with sums in float32: candidates exactly, entropies to 1e-5.
 */
export class ControlHead {
  readonly #gpu: Gpu;
  readonly #count: number;
  readonly #chunks: number;
  readonly #pipelines;
  readonly #parameters: GPUBuffer;
  readonly #edited: GPUBuffer;
  readonly #candidates: GPUBuffer;
  readonly #sums: GPUBuffer;
  readonly #results: GPUBuffer;
  #edits: GPUBuffer;

  /** `vocabularySize`: logits that count; what a buffer holds beyond them is padding. */
  constructor(gpu: Gpu, vocabularySize: number) {
    const chunks = Math.ceil(vocabularySize / SHAPE.chunk);
    this.#gpu = gpu;
    this.#count = vocabularySize;
    this.#chunks = chunks;
    this.#pipelines = {
      shift: gpu.pipeline(SHIFT_SHADER),
      edit: gpu.pipeline(EDIT_SHADER),
      chunk: gpu.pipeline(CHUNK_SHADER),
      merge: gpu.pipeline(MERGE_SHADER),
    };
    this.#parameters = gpu.buffer(16, GPUBufferUsage.UNIFORM);
    this.#edited = gpu.buffer(4 * vocabularySize);
    this.#candidates = gpu.buffer(2 * chunks * SHAPE.kept * 8);
    this.#sums = gpu.buffer(2 * chunks * SHAPE.sumsWords * 4);
    this.#results = gpu.buffer(2 * SHAPE.resultWords * 4);
    this.#edits = gpu.buffer(8 * FIRST_EDITS);
  }

  /**
   * Describes `logits`, float32 and at least [vocabularySize], before and after `edits` and, when there is one, `shift`, a
   * number for every logit. `temperature` 0 counts as 1. The logits stay as they are.
   */
  async describe(logits: GPUBuffer, edits: SparseEdits, temperature: number, shift?: GPUBuffer): Promise<Distribution> {
    const tempered = temperature > 0 ? temperature : 1;
    const sides = edits.size > 0 || shift ? 2 : 1;
    this.#upload(edits, tempered);
    this.#gpu.submit((encoder) => {
      if (sides === 2 && !shift) encoder.copyBufferToBuffer(logits, 0, this.#edited, 0, 4 * this.#count);
      const pass = encoder.beginComputePass();
      if (shift) this.#run(pass, 'shift', [logits, shift, this.#edited], Math.min(this.#chunks, 256));
      if (edits.size > 0) this.#run(pass, 'edit', [this.#edits, this.#edited], 1);
      const after = sides === 2 ? this.#edited : logits;
      this.#run(pass, 'chunk', [logits, after, this.#candidates, this.#sums], this.#chunks, sides);
      this.#run(pass, 'merge', [this.#candidates, this.#sums, this.#results], sides);
      pass.end();
    });
    const words = await this.#gpu.read(this.#results, sides * SHAPE.resultWords * 4);
    const base = readSide(new DataView(words, 0), tempered);
    const common = {
      vocabularySize: this.#count,
      temperature: tempered,
      base: base.statistics,
      sumOfLogits: base.sumOfLogits,
    };
    if (sides === 1) return { ...common, final: base.statistics, divergence: 0 };
    const final = readSide(new DataView(words, SHAPE.resultWords * 4), tempered);
    const gained = final.statistics.logSumExp - base.statistics.logSumExp;
    return { ...common, final: final.statistics, divergence: Math.max(0, final.meanAdded - gained) };
  }

  #upload(edits: SparseEdits, temperature: number): void {
    const parameters = new DataView(new ArrayBuffer(16));
    parameters.setUint32(0, this.#count, true);
    parameters.setUint32(4, this.#chunks, true);
    parameters.setFloat32(8, 1 / temperature, true);
    parameters.setUint32(12, edits.size, true);
    this.#gpu.write(this.#parameters, parameters);
    if (edits.size === 0) return;
    if (8 * edits.size > this.#edits.size) {
      this.#edits.destroy();
      this.#edits = this.#gpu.buffer(16 * edits.size);
    }
    const list = new DataView(new ArrayBuffer(8 * edits.size));
    let at = 0;
    for (const [id, value] of edits) {
      list.setUint32(at, id, true);
      list.setFloat32(at + 4, value, true);
      at += 8;
    }
    this.#gpu.write(this.#edits, list);
  }

  #run(
    pass: GPUComputePassEncoder,
    kernel: 'shift' | 'edit' | 'chunk' | 'merge',
    buffers: readonly GPUBuffer[],
    x: number,
    y = 1,
  ): void {
    this.#gpu.dispatch(pass, this.#pipelines[kernel], [this.#parameters, ...buffers], x, y);
  }

  dispose(): void {
    for (const buffer of [this.#parameters, this.#edited, this.#candidates, this.#sums, this.#results, this.#edits]) {
      buffer.destroy();
    }
  }
}

/** The bits of the logit that a shader's key stands for. */
function logitOf(key: number): number {
  if (key === 0) return -Infinity;
  bits.setUint32(0, key >>> 31 === 1 ? key & 0x7fffffff : ~key);
  return bits.getFloat32(0);
}

const bits = new DataView(new ArrayBuffer(4));

/** One side's `Sums` and candidates, as the merging shader lays them out. */
function readSide(words: DataView, temperature: number): Side {
  const float = (word: number): number => words.getFloat32(4 * word, true);
  const integer = (word: number): number => words.getUint32(4 * word, true);
  const [zeroth, first, second, added] = [float(0), float(1), float(2), float(3)];
  const reference = logitOf(integer(8));
  const plain = summarise({ reference, temperature: 1, zeroth, first, second });
  const tempered = summarise({ reference, temperature, zeroth: float(4), first: float(5), second: 0 });
  const banned = float(7);
  return {
    statistics: {
      ...plain,
      temperedLogSumExp: tempered.logSumExp,
      temperedEntropy: tempered.entropy,
      top: readTop(integer),
    },
    sumOfLogits: banned > 0 ? -Infinity : float(6),
    meanAdded: added / zeroth,
  };
}

function readTop(word: (index: number) => number): TopLogits {
  const ids: number[] = [];
  const logits: number[] = [];
  for (let rank = 0; rank < SHAPE.kept; rank += 1) {
    const key = word(SHAPE.sumsWords + rank);
    if (key === 0) break; // fewer tokens can be drawn than there is room for
    ids.push(word(SHAPE.sumsWords + SHAPE.kept + rank));
    logits.push(logitOf(key));
  }
  return { ids, logits };
}
