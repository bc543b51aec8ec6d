import type { RecordedIntervention, TokenRecord, TraceEnd } from '../../decoding/trace.ts';

type Action = Extract<RecordedIntervention, { text: string }>;

/** Something a strategy did to the run itself, shown in line with the text. */
export interface LineAct {
  /** The stop sign is a plain square: few fonts have ⏹, and some make it an emoji. */
  readonly sign: '⏎' | '■';
  readonly words: string;
  readonly reason: string;
}

const WORDS: Readonly<Record<Action['kind'], string>> = {
  replace: 'text put in instead of a token',
  force: 'text put in',
  close: 'thinking closed',
  rewind: 'text taken back and put in anew',
  stop: 'ended by the strategy',
};

function actionIn(entries: readonly RecordedIntervention[]): Action | undefined {
  return entries.find((entry): entry is Action => 'text' in entry && entry.overruledBy === undefined);
}

function describe({ kind, reason }: Action): LineAct {
  return { sign: kind === 'close' || kind === 'stop' ? '■' : '⏎', words: WORDS[kind], reason };
}

/** What stands before the first of the tokens that a strategy put in; null before any other token. */
export function lineAct(record: TokenRecord, previous: TokenRecord | undefined): LineAct | null {
  if (record.source !== 'forced') return null;
  const own = actionIn(record.interventions);
  if (own) return describe(own);
  if (previous?.source === 'forced') return null;
  // What follows a drawn token was asked for with that token.
  const asked = previous && actionIn(previous.interventions);
  return asked ? describe(asked) : { sign: '⏎', words: WORDS.force, reason: '' };
}

/** Why a strategy ended the run, or null when none did. */
export function endAct(end: TraceEnd | null): LineAct | null {
  const stop = end?.interventions.find(
    (entry): entry is Action => entry.kind === 'stop' && entry.overruledBy === undefined,
  );
  return stop ? describe(stop) : null;
}
