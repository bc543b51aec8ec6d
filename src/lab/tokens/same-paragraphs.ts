import { commonSubsequence } from './common-subsequence.ts';
import type { Paragraph } from '../session/paragraphs.ts';
import type { LaneRun } from '../session/lane-run.ts';

/** Beyond this many paragraphs only the shared beginning is told from the rest: the table below grows with the square. */
const MOST_PARAGRAPHS = 3000;

function textOf({ phase, records }: Paragraph): string {
  return `${phase} ${records
    .map(({ text }) => text)
    .join('')
    .trim()}`;
}

function startsOf({ paragraphs }: LaneRun, places: readonly number[]): ReadonlySet<number> {
  return new Set(places.map((place) => paragraphs[place]?.start ?? 0));
}

/** Starts of the paragraphs of two lanes that say the same, in the same order. */
function between(first: LaneRun, other: LaneRun): readonly [ReadonlySet<number>, ReadonlySet<number>] {
  const a = first.paragraphs.map(textOf);
  const b = other.paragraphs.map(textOf);
  const long = a.length > MOST_PARAGRAPHS || b.length > MOST_PARAGRAPHS;
  const pairs = long ? prefix(a, b) : commonSubsequence(a, b);
  const inFirst = pairs.map(([place]) => place);
  const inOther = pairs.map(([, place]) => place);
  return [startsOf(first, inFirst), startsOf(other, inOther)];
}

function prefix(a: readonly string[], b: readonly string[]): readonly (readonly [number, number])[] {
  const end = a.findIndex((text, place) => text !== b[place]);
  return Array.from({ length: end < 0 ? a.length : end }, (_, place) => [place, place] as const);
}

/**
 * Per lane, the starts of the paragraphs that say nothing of its own: those that the first lane has too and, in the first
 * lane, those that all others have.
 */
export function sameParagraphs(lanes: readonly LaneRun[]): readonly ReadonlySet<number>[] {
  const [first, ...others] = lanes;
  if (!first || others.length === 0) return lanes.map(() => new Set());
  const pairs = others.map((other) => between(first, other));
  const inAll = [...(pairs[0]?.[0] ?? [])].filter((start) => pairs.every(([ofFirst]) => ofFirst.has(start)));
  return [new Set(inAll), ...pairs.map(([, ofOther]) => ofOther)];
}
