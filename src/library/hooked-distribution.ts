import type { Distribution, SparseEdits } from '../control/distribution.ts';
import { describeFast } from '../control/fast-pass.ts';
import { recordStatistics } from '../decoding/token-statistics.ts';
import type { TokenStatistics } from '../decoding/trace.ts';

/** The logits of one position, and how they look after the strategies' edits. */
export class HookedDistribution {
  /** Before any edit, [vocabularySize]; never written to. */
  readonly logits: Float32Array;
  readonly #temperature: number;
  #edits: SparseEdits = new Map();
  #described: Distribution;

  constructor(logits: Float32Array, temperature: number, edits: SparseEdits) {
    this.logits = logits;
    this.#temperature = temperature;
    this.#described = this.edit(edits);
  }

  get described(): Distribution {
    return this.#described;
  }

  edit(edits: SparseEdits): Distribution {
    this.#edits = new Map(edits);
    this.#described = describeFast(this.logits, this.#edits, this.#temperature);
    return this.#described;
  }

  /** `tempered`: the entropy at the sampling temperature before any correction, nats. */
  statisticsOf(id: number, tempered: number): TokenStatistics {
    const { ids, logits: candidates } = this.#described.final.top;
    const before = this.logits[id] ?? -Infinity;
    const after = candidates[ids.indexOf(id)] ?? Math.fround(before + (this.#edits.get(id) ?? 0));
    const logits = [before, after] as const;
    return recordStatistics({ distribution: this.#described, changed: this.#edits.size > 0, logits, tempered });
  }
}
