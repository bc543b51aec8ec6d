import type { SparseEdits } from '../control/distribution.ts';
import { ProblemError } from '../control/errors.ts';
import type { Intervention } from '../control/intervention.ts';
import { sampleLogits } from '../control/sampler.ts';
import { applyEdits } from '../control/statistics.ts';
import type { Strategy, Tools } from '../control/strategy.ts';
import { noteWithdrawn } from '../decoding/decode.ts';
import { Moments, type NamedStrategy } from '../decoding/moments.ts';
import { Output } from '../decoding/output.ts';
import type { RecordedIntervention, TokenStatistics } from '../decoding/trace.ts';
import type { CheckedControl } from './check-control.ts';
import { HookedDistribution } from './hooked-distribution.ts';

/** What the host's next draw must be confined to. */
export type Choice = { readonly token: number } | { readonly edits: SparseEdits };

const refuse = (): never => {
  throw new ProblemError(
    'strategy-unsupported',
    'A strategy asked for a continuation on the side or for hidden states, which a hook cannot give.',
    'Run it in the laboratory.',
  );
};
const NO_TOOLS: Tools = { probe: refuse, correct: refuse };

/**
 * The strategies' side of a decoding loop that belongs to someone else: the host asks before each token and tells which
 * token came of it. Positions, phases and records are those of our own loop (src/decoding/decode.ts).
 */
export class HookedRun {
  readonly #control: CheckedControl;
  #strategies: readonly NamedStrategy[] = [];
  #output: Output;
  /** Ids that have been decided and wait for their turn. */
  #forced: number[] = [];
  /** What follows the token under way. */
  #after: number[] = [];
  #interventions: RecordedIntervention[] = [];
  #statisticsOf: ((id: number) => TokenStatistics) | undefined;

  constructor(control: CheckedControl) {
    this.#control = control;
    this.#output = this.#begin('');
  }

  /** Starts a new output after `prompt`, the text that the model was given. */
  begin(prompt: string): void {
    this.#output = this.#begin(prompt);
  }

  #begin(prompt: string): Output {
    this.#strategies = this.#control.create();
    this.#forced = [];
    this.#after = [];
    this.#interventions = [];
    this.#statisticsOf = undefined;
    return new Output(this.#control.tokenizer, this.#control.facts.thinking, prompt);
  }

  /** `logits`, [at least vocabularySize], are the model's own, before temperature and penalties; they are not kept. */
  next(logits: Float32Array): Choice {
    const [forced] = this.#forced;
    if (forced !== undefined) return { token: forced };
    this.#after = [];
    this.#interventions = [];
    return this.#control.sampling ? this.#draw(logits) : this.#bias(logits);
  }

  /** The host has put `id` after the text. */
  accept(id: number): void {
    const forced = this.#forced.shift() === id;
    const ends = this.#control.facts.stopIds.has(id);
    const statistics = forced ? null : (this.#statisticsOf?.(id) ?? null);
    const source = forced ? 'forced' : 'sampled';
    const record = this.#output.push({ id, source, statistics, ends, interventions: this.#interventions, probes: [] });
    this.#interventions = [];
    this.#statisticsOf = undefined;
    // A token that was not the decided one, or ended the output, makes the rest void.
    if (!forced) this.#forced = ends ? [] : this.#after;
    this.#after = [];
    this.#control.onToken?.(record);
  }

  #bias(logits: Float32Array): Choice {
    const { onToken } = this.#control;
    const reads = onToken !== undefined || this.#strategies.some(({ strategy }) => 'review' in strategy);
    const moments = this.#plan();
    if (reads) this.#review(logits, moments);
    if (moments.winner) throw unfit(moments.winner.id);
    this.#interventions = moments.recorded;
    return { edits: moments.edits };
  }

  #draw(logits: Float32Array): Choice {
    while (true) {
      const moments = this.#plan();
      const drawn = moments.winner ? null : this.#drawFrom(this.#review(logits, moments), moments);
      if (drawn !== null) this.#askChosen(drawn, moments);
      const actions = moments.winner?.actions ?? [];
      const withdrawn = actions.some(({ kind }) => kind === 'replace');
      this.#interventions.push(...moments.recorded);
      const ids = this.#idsOf(moments);
      if (drawn !== null && !withdrawn) {
        this.#after = ids;
        return { token: drawn };
      }
      if (drawn !== null) {
        const logprob = this.#statisticsOf?.(drawn).logprob[1] ?? null;
        const token = { id: drawn, text: this.#control.tokenizer.textOf(drawn), logprob };
        noteWithdrawn(this.#interventions, actions, [token]);
      }
      this.#statisticsOf = undefined;
      const [first] = ids;
      if (first === undefined) continue; // withdrawn and nothing in its place: the position is drawn anew
      this.#forced = ids;
      return { token: first };
    }
  }

  #plan(): Moments {
    const moments = new Moments();
    for (const { id, strategy } of this.#strategies) moments.add(id, strategy.plan?.(this.#output) ?? []);
    return moments;
  }

  /** Asks `review` of every strategy; returns the distribution after all of them, null where one acts instead. */
  #review(logits: Float32Array, moments: Moments): HookedDistribution | null {
    if (moments.winner) return null;
    const { tokenizer, temperature } = this.#control;
    const distribution = new HookedDistribution(logits.slice(0, tokenizer.size), temperature, moments.edits);
    const review = ({ id, strategy }: NamedStrategy): void => {
      const answer = strategy.review?.(distribution.described, this.#output, NO_TOOLS);
      if (answer && moments.add(id, now(answer, id))) distribution.edit(moments.edits);
    };
    for (const named of this.#strategies) if (!named.strategy.reviewsLast) review(named);
    const tempered = distribution.described.final.temperedEntropy;
    for (const named of this.#strategies) if (named.strategy.reviewsLast) review(named);
    this.#statisticsOf = (id) => distribution.statisticsOf(id, tempered);
    return moments.winner ? null : distribution;
  }

  #drawFrom(distribution: HookedDistribution | null, { edits }: Moments): number | null {
    const { sampling } = this.#control;
    if (!distribution || !sampling) return null;
    const draw = { position: this.#output.length, stream: 'sample' } as const;
    return sampleLogits(distribution.described.final, applyEdits(distribution.logits, edits), sampling, draw);
  }

  #askChosen(id: number, moments: Moments): void {
    const token = { id, text: this.#control.tokenizer.textOf(id) };
    for (const { id: name, strategy } of this.#strategies) {
      const answer = strategy.chosen?.(token, this.#output, NO_TOOLS);
      if (answer) moments.add(name, now(answer, name));
    }
  }

  /** The ids that the actions put in; a stop is the model's own first stop token. */
  #idsOf({ winner }: Moments): number[] {
    const ids: number[] = [];
    for (const action of winner?.actions ?? []) {
      if (action.kind === 'rewind') throw unfit(winner?.id ?? '');
      if (action.kind === 'stop') return [...ids, ...[...this.#control.facts.stopIds].slice(0, 1)];
      ids.push(...this.#control.tokenizer.encode(action.text));
    }
    return ids;
  }
}

function unfit(strategy: string): ProblemError {
  return new ProblemError(
    'strategy-unsupported',
    `${strategy} wants to put in tokens or take them back, which this hook cannot do.`,
    'Give `sampling`, so that the draw is ours; strategies that take back several tokens run in the laboratory alone.',
  );
}

/** The answer of a strategy, which must be there already. */
function now(answer: ReturnType<NonNullable<Strategy['review']>>, strategy: string): readonly Intervention[] {
  if (!(answer instanceof Promise)) return answer;
  answer.catch(() => undefined); // the refusal below is what the caller gets
  throw new ProblemError(
    'strategy-unsupported',
    `${strategy} decides asynchronously, but a hook must answer at once.`,
    'Run it in the laboratory.',
  );
}
