import type { Tokenizer } from '../text/tokenizer.ts';
import type { TokenRecord } from './trace.ts';

/** What a strategy had begun when a run was cut off. */
export interface Unfinished {
  /** Ids of its text that were not put in yet. */
  readonly ids: readonly number[];
  /** Whether it ends the run after them. */
  readonly stops: boolean;
}

/** The rest of the latest action in `records`, so that a run that was cut off inside a text goes on inside it. */
export function unfinishedAction(records: readonly TokenRecord[], tokenizer: Tokenizer): Unfinished {
  for (let at = records.length - 1; at >= 0; at -= 1) {
    const record = records[at];
    const actions = (record?.interventions ?? []).flatMap((entry) =>
      entry.kind === 'bias' || entry.kind === 'offset' || entry.overruledBy !== undefined ? [] : [entry],
    );
    if (actions.length === 0) continue;
    // An action after a sampled token begins behind it.
    const done = records.length - (record?.source === 'forced' ? at : at + 1);
    const ids = actions.flatMap(({ text }) => tokenizer.encode(text));
    const stops = done <= ids.length && actions.some(({ kind }) => kind === 'stop');
    return { ids: ids.slice(done), stops };
  }
  return { ids: [], stops: false };
}
