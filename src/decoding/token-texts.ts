import type { Vocabulary } from '../control/vocabulary.ts';
import type { TokenRecord, TokenTexts } from './trace.ts';

/** Gives, record by record, the texts of ids that appear for the first time, so that a trace can be shown without its model. */
export class TextCollector {
  readonly #seen = new Set<number>();
  readonly #vocabulary: Vocabulary;

  constructor(vocabulary: Vocabulary) {
    this.#vocabulary = vocabulary;
  }

  collect(record: TokenRecord): TokenTexts {
    const texts: Record<string, string> = {};
    for (const id of mentionedIds(record)) {
      if (this.#seen.has(id)) continue;
      this.#seen.add(id);
      texts[id] = this.#vocabulary.textOf(id);
    }
    return texts;
  }
}

function* mentionedIds({ id, statistics, interventions }: TokenRecord): Generator<number> {
  yield id;
  for (const [candidate] of statistics?.before ?? []) yield candidate;
  for (const [candidate] of statistics?.after ?? []) yield candidate;
  for (const intervention of interventions) if (intervention.kind === 'bias') yield* intervention.tokens;
}
