import { HEAD_SIZE, type SparseEdits, type TopLogits } from './distribution.ts';
import { addLogit, moveReference, type SoftmaxSums } from './softmax-sums.ts';
import type { Logits, Pass } from './statistics.ts';

/** One logit before and after an edit. */
export interface LogitChange {
  readonly id: number;
  readonly before: number;
  readonly after: number;
}

/** What the edits do to the logits, in the precision of the logits. */
export function changesOf(logits: Logits, edits: SparseEdits): readonly LogitChange[] {
  const changes: LogitChange[] = [];
  for (const [id, value] of edits) {
    const before = logits[id] ?? -Infinity;
    const sum = before + value;
    changes.push({ id, before, after: logits instanceof Float32Array ? Math.fround(sum) : sum });
  }
  return changes;
}

/** With less than this share of the exponentials left, what was taken away leaves too few digits. */
const LEAST_LEFT = 1e-3;

/**
 * What a pass over the edited logits would give, from the pass over the unedited ones: the candidates without the edited
 * tokens, merged with these, and sums with the old logits taken out and the new ones put in. Undefined where that would
 * not be exact: when too many candidates were edited, or nearly all of the probability.
 */
export function correctPass(
  pass: Pass,
  changes: readonly LogitChange[],
  vocabularySize: number,
): Pick<Pass, 'top' | 'plain' | 'tempered'> | undefined {
  const top = correctTop(pass, changes, vocabularySize);
  const largest = top?.logits[0];
  if (!top || largest === undefined) return undefined;
  const plain = correctSums(pass.plain, changes, largest);
  const tempered = pass.tempered === pass.plain ? plain : correctSums(pass.tempered, changes, largest);
  return plain && tempered && { top, plain, tempered };
}

function correctTop(
  { top, spare }: Pass,
  changes: readonly LogitChange[],
  vocabularySize: number,
): TopLogits | undefined {
  const head = { ids: top.ids.slice(), logits: top.logits.slice() };
  const next = { ids: spare.ids.slice(), logits: spare.logits.slice() };
  const last = next.logits.at(-1) ?? head.logits.at(-1) ?? -Infinity;
  for (const { id, before } of changes) if (before >= last && !takeOut(head, id)) takeOut(next, id);
  for (let rank = 0; rank < next.ids.length && head.ids.length < HEAD_SIZE; rank += 1) {
    head.ids.push(next.ids[rank] ?? 0);
    head.logits.push(next.logits[rank] ?? -Infinity);
  }
  // What is not among the candidates may come next, unless enough of them are left or they were all there are.
  const isFull = head.ids.length === HEAD_SIZE;
  if (!isFull && head.ids.length + changes.length < vocabularySize) return undefined;
  const bar = isFull ? (head.logits[HEAD_SIZE - 1] ?? -Infinity) : -Infinity;
  for (const { id, after } of changes) if (after >= bar && after > -Infinity) insert(head, id, after);
  return head;
}

interface Head {
  readonly ids: number[];
  readonly logits: number[];
}

/** Returns whether it was there. */
function takeOut({ ids, logits }: Head, id: number): boolean {
  const rank = ids.indexOf(id);
  if (rank < 0) return false;
  ids.splice(rank, 1);
  logits.splice(rank, 1);
  return true;
}

/** Keeps the order: falling logits, ties by lower id; at most as many as there may be. */
function insert(head: Head, id: number, logit: number): void {
  let rank = head.ids.length;
  for (; rank > 0; rank -= 1) {
    const above = head.logits[rank - 1] ?? Infinity;
    if (above > logit || (above === logit && (head.ids[rank - 1] ?? 0) < id)) break;
  }
  head.ids.splice(rank, 0, id);
  head.logits.splice(rank, 0, logit);
  if (head.ids.length > HEAD_SIZE) {
    head.ids.pop();
    head.logits.pop();
  }
}

function correctSums(sums: SoftmaxSums, changes: readonly LogitChange[], largest: number): SoftmaxSums | undefined {
  const rest = { ...sums };
  for (const { before } of changes) addLogit(rest, before, -1);
  if (rest.zeroth < LEAST_LEFT * sums.zeroth) return undefined;
  const moved = moveReference(rest, largest);
  for (const { after } of changes) addLogit(moved, after, 1);
  return moved;
}
