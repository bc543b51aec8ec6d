import { uniform } from '../../../src/control/random.ts';

/** Random choices that a seed and the number of a fault repeat. */
export interface Dice {
  /** A whole number, both ends included. */
  between(least: number, most: number): number;
  pick<T>(from: readonly [T, ...T[]]): T;
}

export function createDice(seed: number, fault: number): Dice {
  let throws = 0;
  const between = (least: number, most: number): number => {
    throws += 1;
    return least + Math.floor(uniform(seed, 'strategy', fault, throws) * (most - least + 1));
  };
  return { between, pick: (from) => from[between(0, from.length - 1)] ?? from[0] };
}
