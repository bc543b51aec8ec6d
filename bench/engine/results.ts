import type { BlockResult } from './page/contender.ts';
import { compareSpeed, controlShare, type BenchRow, type Measured } from './rows.ts';
import { BEST_FILE, LOOP, SAME_FILE, type Runner } from './runners.ts';

/** What has been measured so far, turn by turn, so that a bench that is ended early has its rows. */
export class BenchResults {
  readonly #measured = new Map<string, Measured & { readonly blocks: BlockResult[] }>();

  /** `engine`: what runs, with versions. */
  add({ name, weights }: Runner, block: BlockResult, engine: string, model: string): void {
    const known = this.#measured.get(name);
    if (known) known.blocks.push(block);
    else this.#measured.set(name, { engine, model: `${model}, ${weights}`, strategy: name, blocks: [block] });
  }

  /** Every contender beside those that it is compared with, as far as both have been measured. */
  rows(): readonly BenchRow[] {
    const rows: BenchRow[] = [];
    const compare = (name: string, other: string): void => {
      const [mine, others] = [this.#measured.get(name), this.#measured.get(other)];
      if (mine && others) rows.push(compareSpeed(mine, others, other));
    };
    const own = [...this.#measured.values()].map(({ strategy }) => strategy).filter((name) => !OTHERS.includes(name));
    compare('bare', LOOP);
    compare('plain', 'bare');
    for (const id of own) if (id !== 'plain' && id !== 'bare' && !id.startsWith(CONTROL)) compare(id, 'plain');
    for (const id of own) {
      const share = id.startsWith(CONTROL) && this.#measured.get(id);
      if (share) rows.push(controlShare(share));
    }
    for (const other of OTHERS) compare('cyclic-reflex', other);
    for (const other of OTHERS) compare(other, 'plain');
    return rows;
  }
}

const CONTROL = 'control ';
const OTHERS = [LOOP, SAME_FILE, BEST_FILE];
