import type { Report } from './report.ts';

const LETTERS = 26;

/** Of the strategy at a place in the report: A to Z, then AA and on. */
export function letterOf(index: number): string {
  const last = String.fromCodePoint(65 + (index % LETTERS));
  return index < LETTERS ? last : letterOf(Math.floor(index / LETTERS) - 1) + last;
}

/**
 * Where things stand on the page. Anchors are made of positions, not of names: a name comes from a file and could be
 * anything.
 */
export interface Anchors {
  readonly letter: (label: string) => string;
  readonly problem: (index: number) => string;
  readonly sample: (problem: number, label: string, sample: number) => string;
  /** The list of a strategy's samples, all of them or those of one kind. */
  readonly list: (label: string, kind?: string) => string;
  /** The list of problems on which a strategy differs from the baseline. */
  readonly against: (label: string) => string;
}

export function anchorsOf({ strategies }: Report): Anchors {
  const letters = new Map(strategies.map(({ label }, index) => [label, letterOf(index)]));
  const letter = (label: string): string => letters.get(label) ?? '?';
  const low = (label: string): string => letter(label).toLowerCase();
  return {
    letter,
    problem: (index) => `problem-${index + 1}`,
    sample: (problem, label, sample) => `sample-${problem + 1}-${low(label)}-${sample}`,
    list: (label, kind) => ['list', low(label), ...(kind === undefined ? [] : [kind.replace(/\W+/g, '-')])].join('-'),
    against: (label) => `against-${low(label)}`,
  };
}
