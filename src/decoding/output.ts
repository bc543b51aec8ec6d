import type { Past, Phase } from '../control/strategy.ts';
import { PhaseTracker } from '../text/phase.ts';
import { StreamDecoder } from '../text/stream-decoder.ts';
import type { Tokenizer } from '../text/tokenizer.ts';
import type { RecordedIntervention, RecordedProbe, TokenRecord, TokenStatistics } from './trace.ts';

export interface NewToken {
  readonly id: number;
  readonly source: TokenRecord['source'];
  readonly statistics: TokenStatistics | null;
  readonly interventions: readonly RecordedIntervention[];
  readonly probes: readonly RecordedProbe[];
  /** A token that ends the run shows no text of its own. */
  readonly ends: boolean;
}

/** The generated tokens so far, with the text and phase that follow from them. */
export class Output implements Past {
  readonly tokens: TokenRecord[] = [];
  #decoder: StreamDecoder;
  #phases: PhaseTracker;
  readonly #tokenizer: Tokenizer;
  readonly #tags: { readonly open: string; readonly close: string };
  readonly #prompt: string;

  constructor(tokenizer: Tokenizer, tags: { readonly open: string; readonly close: string }, prompt: string) {
    this.#tokenizer = tokenizer;
    this.#tags = tags;
    this.#prompt = prompt;
    this.#decoder = new StreamDecoder(tokenizer);
    this.#phases = new PhaseTracker(tags, prompt);
  }

  get length(): number {
    return this.tokens.length;
  }

  get phase(): Phase {
    return this.#phases.phase;
  }

  push(token: NewToken): TokenRecord {
    const phase = this.phase;
    const text = token.ends ? this.#decoder.flush() : this.#read(token.id);
    const { id, source, statistics, interventions, probes } = token;
    const record: TokenRecord = {
      position: this.length,
      id,
      text,
      phase,
      source,
      statistics,
      interventions: [...interventions],
      probes: [...probes],
    };
    this.tokens.push(record);
    return record;
  }

  /** Takes over records of an earlier run, which must continue this output. */
  restore(records: readonly TokenRecord[]): void {
    for (const record of records) {
      this.#read(record.id);
      this.tokens.push(record);
    }
  }

  /** Keeps the first `length` tokens; returns those that were dropped. */
  truncate(length: number): TokenRecord[] {
    const dropped = this.tokens.splice(length);
    this.#decoder = new StreamDecoder(this.#tokenizer);
    this.#phases = new PhaseTracker(this.#tags, this.#prompt);
    for (const token of this.tokens) this.#read(token.id);
    return dropped;
  }

  #read(id: number): string {
    const text = this.#decoder.push(id);
    this.#phases.push(text);
    return text;
  }
}
