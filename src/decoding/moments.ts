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

  #addOffset(strategy: string, { vector, reason, losses }: Offset): boolean {
    const rounded = vector.map(significant);
    this.offset = this.offset ? this.offset.map((value, index) => value + (rounded[index] ?? 0)) : rounded;
    const kept = losses.map(({ crossEntropy, entropy, total }) => ({
      crossEntropy: significant(crossEntropy),
      entropy: significant(entropy),
      total: significant(total),
    }));
    this.recorded.push({ kind: 'offset', strategy, reason, vector: [...rounded], losses: kept });
    return true;
  }
}

function recordAction(strategy: string, action: Action, overruledBy: string | undefined): RecordedIntervention {
  const text = 'text' in action ? action.text : '';
  const entry = { kind: action.kind, strategy, reason: action.reason, text };
  return overruledBy === undefined ? entry : { ...entry, overruledBy };
}
