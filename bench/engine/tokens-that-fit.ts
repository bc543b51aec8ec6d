/** What one turn of all contenders takes, in milliseconds: what it takes in any case, and for every token of each. */
export interface TurnCost {
  readonly fixed: number;
  readonly perToken: number;
}

/** Tokens of a turn with which `turns` of them take at most `milliseconds`; at least 1 and at most `most`. */
export function tokensThatFit(
  { fixed, perToken }: TurnCost,
  turns: number,
  milliseconds: number,
  most: number,
): number {
  const fitting = Math.floor((milliseconds / turns - fixed) / perToken);
  return Math.min(most, Math.max(1, fitting));
}
