import type { SparseEdits } from '../control/distribution.ts';
import type { Bias, Intervention } from '../control/intervention.ts';
import type { Strategy } from '../control/strategy.ts';
import { significant } from './significant.ts';
import type { RecordedIntervention } from './trace.ts';

/** A strategy of a run, under the name it is recorded with. */
export interface NamedStrategy {
  readonly id: string;
  readonly strategy: Strategy;
}

export type Action = Exclude<Intervention, Bias>;

/** What the strategies asked for at one position, composed. */
export class Moments {
  readonly edits = new Map<number, number>();
  readonly recorded: RecordedIntervention[] = [];
  /** The actions of the first strategy that asked for any; null while none has. */
  winner: { readonly id: string; readonly actions: readonly Action[] } | null = null;

  /** Adds what one strategy returned at one moment. Biases add up; of the actions, the first strategy's win. */
  add(id: string, interventions: readonly Intervention[]): void {
    const actions: Action[] = [];
    for (const intervention of interventions) {
      if (intervention.kind === 'bias') this.#addBias(id, intervention);
      else actions.push(intervention);
    }
    if (actions.length === 0) return;
    const overruledBy = this.winner?.id;
    if (!this.winner) this.winner = { id, actions };
    for (const action of actions) this.recorded.push(recordAction(id, action, overruledBy));
  }

  #addBias(strategy: string, { tokens, value, reason }: Bias): void {
    if (value === 0 || tokens.length === 0) return;
    for (const token of tokens) {
      const sum = (this.edits.get(token) ?? 0) + value;
      if (sum === 0) this.edits.delete(token);
      else this.edits.set(token, sum);
    }
    this.recorded.push({
      kind: 'bias',
      strategy,
      reason,
      tokens: [...tokens],
      value: value === -Infinity ? null : significant(value),
    });
  }
}

function recordAction(strategy: string, action: Action, overruledBy: string | undefined): RecordedIntervention {
  const text = 'text' in action ? action.text : '';
  const entry = { kind: action.kind, strategy, reason: action.reason, text };
  return overruledBy === undefined ? entry : { ...entry, overruledBy };
}

/** Whether two maps of edits are the same, so that a distribution need not be described again. */
export function sameEdits(a: SparseEdits, b: SparseEdits): boolean {
  return a.size === b.size && [...a].every(([id, value]) => b.get(id) === value);
}
