/** Where a \boxed{ of TeX begins; the content follows. */
const OPENING = /\\boxed\s{0,9}\{/g;

export interface BoxOpening {
  /** Of the backslash. */
  readonly at: number;
  /** Of the first character after the brace. */
  readonly from: number;
}

export function boxOpenings(text: string): readonly BoxOpening[] {
  return Array.from(text.matchAll(OPENING), ({ 0: found, index }) => ({ at: index, from: index + found.length }));
}

/** Where the brace closes that stands before `from`; -1 when it does not before `to`. An escaped brace does not group. */
export function closingBrace(text: string, from: number, to = text.length): number {
  let depth = 1;
  for (let at = from; at < to; at += 1) {
    const character = text[at];
    if (character === '\\') at += 1;
    else if (character === '{') depth += 1;
    else if (character === '}') depth -= 1;
    if (depth === 0) return at;
  }
  return -1;
}
