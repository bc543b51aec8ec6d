import type { Bias, Intervention, Offset } from '../control/intervention.ts';
import type { Strategy } from '../control/strategy.ts';
import { significant } from './significant.ts';
import type { RecordedIntervention, RecordedProbe } from './trace.ts';

/** A strategy of a run, under the name it is recorded with. */
export interface NamedStrategy {
  readonly id: string;
  readonly strategy: Strategy;
}

export type Action = Exclude<Intervention, Bias | Offset>;

/** What the strategies asked for at one position, composed. */
export class Moments {
  readonly edits = new Map<number, number>();
  readonly recorded: RecordedIntervention[] = [];
  readonly probes: RecordedProbe[] = [];
  /** Sum of the offsets asked for, [hiddenSize]. */
  offset: Float64Array | undefined;
  /** The actions of the first strategy that asked for any; null while none has. */
  winner: { readonly id: string; readonly actions: readonly Action[] } | null = null;

  /**
   * Adds what one strategy returned at one moment. Biases and offsets add up; of the actions, the first strategy's win.
   * Returns whether the distribution changed.
   */
  add(id: string, interventions: readonly Intervention[]): boolean {
    const actions: Action[] = [];
    let changed = false;
    for (const intervention of interventions) {
      if (intervention.kind === 'bias') changed = this.#addBias(id, intervention) || changed;
      else if (intervention.kind === 'offset') changed = this.#addOffset(id, intervention);
      else actions.push(intervention);
    }
    if (actions.length === 0) return changed;
    const overruledBy = this.winner?.id;
    if (!this.winner) this.winner = { id, actions };
    for (const action of actions) this.recorded.push(recordAction(id, action, overruledBy));
    return changed;
  }

  #addBias(strategy: string, { tokens, value, reason }: Bias): boolean {
    if (value === 0 || tokens.length === 0) return false;
    for (const token of tokens) {
      const sum = (this.edits.get(token) ?? 0) + value;
      if (sum === 0) this.edits.delete(token);
      else this.edits.set(token, sum);
    }
    const kept = value === -Infinity ? null : significant(value);
    this.recorded.push({ kind: 'bias', strategy, reason, tokens: [...tokens], value: kept });
    return true;
  }

  #addOffset(strategy: string, offset: Offset): boolean {
    const { vector, recorded } = roundOffset(offset);
    this.offset = this.offset ? this.offset.map((value, index) => value + (vector[index] ?? 0)) : vector;
    this.recorded.push({ kind: 'offset', strategy, reason: offset.reason, ...recorded });
    return true;
  }
}

interface RoundedOffset {
  /** What is added, [hiddenSize]. Never written to. */
  readonly vector: Float64Array;
  readonly recorded: Pick<Extract<RecordedIntervention, { kind: 'offset' }>, 'vector' | 'losses'>;
}

/** An offset that is added at every position is rounded once, so that its records share one vector. */
const roundedOffsets = new WeakMap<Offset, RoundedOffset>();

function roundOffset(offset: Offset): RoundedOffset {
  const known = roundedOffsets.get(offset);
  if (known) return known;
  const vector = offset.vector.map(significant);
  const losses = offset.losses.map(({ crossEntropy, entropy, total }) => ({
    crossEntropy: significant(crossEntropy),
    entropy: significant(entropy),
    total: significant(total),
  }));
  const rounded = { vector, recorded: { vector: [...vector], losses } };
  roundedOffsets.set(offset, rounded);
  return rounded;
}

function recordAction(strategy: string, action: Action, overruledBy: string | undefined): RecordedIntervention {
  const text = 'text' in action ? action.text : '';
  const entry = { kind: action.kind, strategy, reason: action.reason, text };
  return overruledBy === undefined ? entry : { ...entry, overruledBy };
}
