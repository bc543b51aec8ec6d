/**
 * What a strategy may do. Interventions are data: they can be applied on any engine, composed, recorded, shown and
 * replayed. A strategy never sees or edits the logits themselves.
 */
export type Intervention = Bias | Offset | Replace | Force | Close | Rewind | Stop;

interface Reasoned {
  /** Why, in words a person reads beside the token. */
  readonly reason: string;
}

/** Adds `value` to the logit of every id in `tokens`, before temperature. -Infinity bans them. */
export interface Bias extends Reasoned {
  readonly kind: 'bias';
  readonly tokens: readonly number[];
  readonly value: number;
}

/** Adds `vector`, [hiddenSize], to the last hidden state before the output projection, for this token alone. */
export interface Offset extends Reasoned {
  readonly kind: 'offset';
  readonly vector: Float64Array;
  /** Losses before each step and after the last, nats. */
  readonly losses: readonly { readonly crossEntropy: number; readonly entropy: number; readonly total: number }[];
}

/** The sampled token is withdrawn; these ids take its place. Only from `chosen`. */
export interface Replace extends Reasoned {
  readonly kind: 'replace';
  readonly text: string;
}

/** Text appended without sampling; from `chosen`, after the token that was just sampled. */
export interface Force extends Reasoned {
  readonly kind: 'force';
  readonly text: string;
}

/** Ends the thinking with this text, which contains the model's closing tag. */
export interface Close extends Reasoned {
  readonly kind: 'close';
  readonly text: string;
}

/** Drops the last `count` generated tokens, then appends `text` in their place (empty: nothing). */
export interface Rewind extends Reasoned {
  readonly kind: 'rewind';
  readonly count: number;
  readonly text: string;
}

/** Ends the run. */
export interface Stop extends Reasoned {
  readonly kind: 'stop';
}
