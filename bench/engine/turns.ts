import { duration } from '../../cli/duration.ts';
import type { BlockResult } from './page/contender.ts';
import type { Runner } from './runners.ts';
import { LATE, type TimeLimit } from './time-limit.ts';
import { tokensThatFit } from './tokens-that-fit.ts';

/** Of the whole time, what one contender may take for one turn before it is left out. */
const LARGEST_SHARE = 1 / 4;

export interface TurnOptions {
  readonly blocks: number;
  /** Timed tokens of a turn; fewer are where `blocks` turns of them would take too long. */
  readonly tokens: number;
  /** Least time that a turn measures. */
  readonly milliseconds: number;
}

export interface Contest {
  /** Loads the worker of a contender. */
  load(runner: Runner): Promise<unknown>;
  block(runner: Runner, tokens: number, milliseconds: number): Promise<BlockResult>;
  /** A measured block; those of the turns before the first are not. */
  keep(runner: Runner, result: BlockResult): void;
  /** Stops what the contender is at. */
  leaveOut(runner: Runner): Promise<unknown>;
  /** A line that the next one replaces, and one that stays. */
  progress(line: string): void;
  note(line: string): void;
}

/** Lets contenders decode in turns, a block each, until there are as many turns as wanted or the time is up. */
export class Turns {
  readonly #all: readonly Runner[];
  readonly #limit: TimeLimit;
  readonly #contest: Contest;
  /** Milliseconds. */
  readonly #mostOfOne: number;
  #active: readonly Runner[];
  /** Milliseconds of the last whole turn. */
  #lastTurn = Infinity;

  constructor(runners: readonly Runner[], limit: TimeLimit, contest: Contest) {
    this.#all = runners;
    this.#active = runners;
    this.#limit = limit;
    this.#contest = contest;
    this.#mostOfOne = limit.left * LARGEST_SHARE;
  }

  /**
   * First every worker decodes one token, for compilers, which tells how many tokens a turn can have; where those are all
   * that are wanted, there is time for a turn that is not measured.
   */
  async run({ blocks, tokens, milliseconds }: TurnOptions): Promise<void> {
    const contest = this.#contest;
    const workers = [...new Map(this.#all.toReversed().map((runner) => [runner.worker, runner])).values()].toReversed();
    await this.#turn('Loading', workers, (runner) => contest.load(runner));
    const cost = { fixed: 0, perToken: 0 };
    const compile = (runner: Runner): Promise<BlockResult> => contest.block(runner, 1, 1);
    await this.#turn('Compiling', workers, compile, ({ worker }, { elapsedMilliseconds, times }, whole) => {
      const sharing = this.#active.filter((other) => other.worker === worker).length;
      cost.fixed += sharing * (whole - elapsedMilliseconds);
      cost.perToken += (sharing * elapsedMilliseconds) / times.length;
    });
    if (this.#limit.left === 0) {
      contest.note('The time is up before the first turn.');
      return;
    }
    const fitting = tokensThatFit(cost, blocks, this.#limit.left, tokens);
    const decode = (runner: Runner): Promise<BlockResult> => contest.block(runner, fitting, milliseconds);
    if (fitting === tokens) await this.#turn('Warming up', this.#all, decode);
    else contest.note(`Tokens of a turn: ${fitting} instead of ${tokens}, so that there are more turns.`);

    for (let turn = 1; turn <= blocks; turn += 1) {
      const before = this.#limit.left;
      await this.#turn(
        `Turn ${turn} of ${blocks}`,
        this.#all,
        decode,
        (runner, result) => contest.keep(runner, result),
        blocks - turn,
      );
      if (this.#limit.left === 0) {
        contest.note(`The time is up in turn ${turn} of ${blocks}.`);
        return;
      }
      this.#lastTurn = before - this.#limit.left;
    }
  }

  /** `take` gets what came of it and how long it took, in milliseconds; `further`: turns like this one that follow. */
  async #turn<T>(
    title: string,
    runners: readonly Runner[],
    act: (runner: Runner) => Promise<T>,
    take: (runner: Runner, result: T, milliseconds: number) => void = () => undefined,
    further = Infinity,
  ): Promise<void> {
    const { left: atStart } = this.#limit;
    for (const [index, runner] of runners.entries()) {
      const { left } = this.#limit;
      if (left === 0) return;
      if (!this.#active.includes(runner)) continue;
      const ofThis = Math.max(0, this.#lastTurn - (atStart - left));
      const toGo = Math.min(left, ofThis + (further > 0 ? this.#lastTurn * further : 0));
      const place = `${index + 1} of ${runners.length}`;
      this.#contest.progress(`${title} · ${runner.name} (${place}) · at most ${duration(toGo)} to go`);
      const result = await this.#try(runner, act);
      if (result !== LATE) take(runner, result, left - this.#limit.left);
    }
  }

  /** `LATE` where the time is up before it is done, or the contender is left out. */
  async #try<T>(runner: Runner, act: (runner: Runner) => Promise<T>): Promise<T | typeof LATE> {
    const isLast = this.#limit.left <= this.#mostOfOne;
    try {
      const result = await this.#limit.wait(act(runner), this.#mostOfOne);
      if (result === LATE && !isLast)
        await this.#leaveOut(runner, `it has not done its turn in ${duration(this.#mostOfOne)}.`);
      return result;
    } catch (caught) {
      if (runner.kind === 'own') throw caught; // a fault of ours is no result
      await this.#leaveOut(runner, caught instanceof Error ? caught.message : String(caught));
      return LATE;
    }
  }

  async #leaveOut(runner: Runner, why: string): Promise<void> {
    this.#contest.note(`${runner.name} is left out from here on: ${why}`);
    this.#active = this.#active.filter(({ worker }) => worker !== runner.worker);
    await this.#contest.leaveOut(runner);
  }
}
