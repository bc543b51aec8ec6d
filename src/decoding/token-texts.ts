import type { Vocabulary } from '../control/vocabulary.ts';
import type { Candidate, TokenRecord, TokenTexts } from './trace.ts';

const NONE: readonly Candidate[] = [];

/** Gives, record by record, the texts of ids that appear for the first time, so that a trace can be shown without its model. */
export class TextCollector {
  readonly #seen = new Set<number>();
  readonly #vocabulary: Vocabulary;

  constructor(vocabulary: Vocabulary) {
    this.#vocabulary = vocabulary;
  }

  collect({ id, statistics, interventions }: TokenRecord): TokenTexts {
    const texts: Record<string, string> = {};
    this.#collect(id, texts);
    for (const candidate of statistics?.before ?? NONE) this.#collect(candidate[0], texts);
    for (const candidate of statistics?.after ?? NONE) this.#collect(candidate[0], texts);
    for (const intervention of interventions)
      if (intervention.kind === 'bias') for (const token of intervention.tokens) this.#collect(token, texts);
    return texts;
  }

  #collect(id: number, texts: Record<string, string>): void {
    if (this.#seen.has(id)) return;
    this.#seen.add(id);
    texts[id] = this.#vocabulary.textOf(id);
  }
}
