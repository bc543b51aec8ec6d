import type { SharedOffset } from './record-line.ts';
import type { Candidate, RecordedIntervention, TokenRecord, TokenStatistics } from './trace.ts';

/** What lines share, by place; each is checked once and then shared by the records too. */
export interface SharedParts {
  readonly sets: readonly (readonly number[])[];
  readonly offsets: readonly object[];
}

type Fields = Readonly<Record<string, unknown>>;

const isFields = (value: unknown): value is Fields => typeof value === 'object' && value !== null;
const isNumber = (value: unknown): value is number => typeof value === 'number' && !Number.isNaN(value);
const isId = (value: unknown): value is number => isNumber(value) && Number.isInteger(value) && value >= 0;

/** Whether every element passes; a loop, since this runs over millions of numbers. */
function all<T>(values: unknown, passes: (value: unknown) => value is T): values is readonly T[] {
  if (!Array.isArray(values)) return false;
  for (let at = 0; at < values.length; at += 1) if (!passes(values[at])) return false;
  return true;
}

const isLosses = (value: unknown): value is SharedOffset['losses'][number] =>
  isFields(value) &&
  Object.keys(value).length === 3 &&
  isNumber(value['crossEntropy']) &&
  isNumber(value['entropy']) &&
  isNumber(value['total']);

const soundSets = new WeakSet<object>();
const soundOffsets = new WeakSet<object>();

function setAt(sets: SharedParts['sets'], place: unknown): number[] | null {
  const set = isNumber(place) ? sets[place] : undefined;
  if (!set) return null;
  if (!soundSets.has(set)) {
    if (!all(set, isId)) return null;
    soundSets.add(set);
  }
  return set as number[]; // records are read-only wherever they go
}

function offsetAt(offsets: SharedParts['offsets'], place: unknown): SharedOffset | null {
  const offset = isNumber(place) ? (offsets[place] as Fields | undefined) : undefined;
  if (!offset) return null;
  if (!soundOffsets.has(offset)) {
    if (!all(offset['vector'], isNumber) || !all(offset['losses'], isLosses)) return null;
    soundOffsets.add(offset);
  }
  return offset as unknown as SharedOffset; // as has just been checked
}

function quickCandidates(flat: unknown): Candidate[] | null {
  if (!Array.isArray(flat) || flat.length % 2 !== 0) return null;
  const pairs: Candidate[] = [];
  for (let at = 0; at < flat.length; at += 2) {
    const id: unknown = flat[at];
    const logprob: unknown = flat[at + 1];
    if (!isId(id) || !isNumber(logprob)) return null;
    pairs.push([id, logprob]);
  }
  return pairs;
}

/** Statistics of version 2; those of version 1 have names and are read the long way. */
function quickStatistics(value: unknown): TokenStatistics | null {
  if (!isFields(value) || !all(value['numbers'], isNumber)) return null;
  const numbers = value['numbers'];
  if (numbers.length !== 8 && numbers.length !== 10) return null;
  const before = quickCandidates(value['before']);
  const after = 'after' in value ? quickCandidates(value['after']) : undefined;
  if (!before || after === null) return null;
  const at = (place: number): number => numbers[place] ?? 0;
  const read: TokenStatistics = {
    entropy: [at(0), at(1)],
    varentropy: [at(2), at(3)],
    logprob: [at(4), at(5)],
    tempered: at(6),
    divergence: at(7),
    before,
  };
  if (numbers.length === 10) {
    read.selfCertainty = at(8);
    read.confidence = at(9);
  }
  if (after) read.after = after;
  return read;
}

/** Biases and offsets, which stand at every token under some strategies; others are few and read the long way. */
function quickIntervention(value: unknown, shared: SharedParts): RecordedIntervention | null {
  if (!isFields(value)) return null;
  const { kind, strategy, reason, value: bias } = value;
  if (typeof strategy !== 'string' || typeof reason !== 'string') return null;
  if (kind === 'bias') {
    const tokens = setAt(shared.sets, value['tokens']);
    return tokens && (bias === null || isNumber(bias)) ? { kind, strategy, reason, tokens, value: bias } : null;
  }
  if (kind !== 'offset') return null;
  const offset = offsetAt(shared.offsets, value['offset']);
  return offset && { kind, strategy, reason, vector: offset.vector, losses: offset.losses };
}

function quickInterventions(values: unknown, shared: SharedParts): RecordedIntervention[] | null {
  if (values === undefined) return [];
  if (!Array.isArray(values)) return null;
  const read: RecordedIntervention[] = [];
  for (const value of values) {
    const intervention = quickIntervention(value, shared);
    if (!intervention) return null;
    read.push(intervention);
  }
  return read;
}

/**
 * A record from its line, checked by hand, or null for whatever is not of the usual kind: that is for the schema, which
 * accepts it or says what is wrong with it. Nothing passes here that the schema would refuse, and what passes reads the
 * same. Opening a run of 64,000 tokens
 * would otherwise wait for the schema alone for longer than a second.
 */
export function quickRecord(line: unknown, position: number, shared: SharedParts): TokenRecord | null {
  if (!isFields(line)) return null;
  const { id, text, phase, source = 'sampled', probes } = line;
  if (!isId(id) || typeof text !== 'string' || probes !== undefined) return null;
  if ((phase !== 'thinking' && phase !== 'answer') || (source !== 'sampled' && source !== 'forced')) return null;
  const statistics = line['statistics'] === null ? null : quickStatistics(line['statistics']);
  if (!statistics && line['statistics'] !== null) return null;
  const interventions = quickInterventions(line['interventions'], shared);
  return interventions && { position, id, text, phase, source, statistics, interventions, probes: [] };
}
