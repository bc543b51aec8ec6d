import type { Vocabulary } from '../control/vocabulary.ts';
import type { Candidate, TokenRecord, TokenTexts } from './trace.ts';

const NONE: readonly Candidate[] = [];

/** The texts of ids that appear for the first time, record by record, so that a trace can be shown without its model. */
export class TextCollector {
  readonly #seen = new Set<number>();
  readonly #vocabulary: Vocabulary;

  constructor(vocabulary: Vocabulary) {
    this.#vocabulary = vocabulary;
  }

  /** Adds them to `texts`. */
  collect({ id, statistics, interventions }: TokenRecord, texts: TokenTexts): void {
    this.#collect(id, texts);
    for (const candidate of statistics?.before ?? NONE) this.#collect(candidate[0], texts);
    for (const candidate of statistics?.after ?? NONE) this.#collect(candidate[0], texts);
    for (const intervention of interventions)
      if (intervention.kind === 'bias') for (const token of intervention.tokens) this.#collect(token, texts);
  }

  #collect(id: number, texts: TokenTexts): void {
    if (this.#seen.has(id)) return;
    this.#seen.add(id);
    texts[id] = this.#vocabulary.textOf(id);
  }
}
