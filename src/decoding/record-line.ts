import * as v from 'valibot';
import { quickRecord, type SharedParts } from './quick-record.ts';
import { traceSchemas, type TokenRecord, type TokenStatistics } from './trace.ts';

/**
 * A record as one line of a file, which leaves out what its place or its absence says: the position, `sampled`, empty
 * interventions. Candidates are flat (id, log-probability, id, ...); token ids of a bias and the vector of an offset
 * are the place of a set or an offset that was written before. Statistics are flat too, in the order of `flatten`; lines
 * of version 1 have them by name.
 */
const flat = v.array(v.number());
const lineSchema = v.object({
  id: v.number(),
  text: v.string(),
  phase: v.string(),
  source: v.optional(v.string(), 'sampled'),
  statistics: v.nullable(v.looseObject({ numbers: v.optional(flat), before: flat, after: v.optional(flat) })),
  interventions: v.optional(v.array(v.looseObject({ kind: v.string() })), []),
  probes: v.optional(v.array(v.unknown()), []),
});

type Check = <S extends v.GenericSchema>(schema: S, value: unknown) => v.InferOutput<S>;

type RecordedOffset = Extract<TokenRecord['interventions'][number], { kind: 'offset' }>;

/** What many tokens may share of an offset. */
export type SharedOffset = Pick<RecordedOffset, 'vector' | 'losses'>;

/** Each gives the place of what is shared, writing it first when it is new. */
export interface Places {
  placeOfSet(tokens: readonly number[]): number;
  placeOfOffset(offset: SharedOffset): number;
}

export function toLine(record: TokenRecord, places: Places): object {
  const { id, text, phase, source, statistics, probes } = record;
  const interventions = record.interventions.map((intervention) => {
    if (intervention.kind === 'bias') return { ...intervention, tokens: places.placeOfSet(intervention.tokens) };
    if (intervention.kind !== 'offset') return intervention;
    const { vector, losses, ...own } = intervention;
    return { ...own, offset: places.placeOfOffset({ vector, losses }) };
  });
  return {
    id,
    text,
    phase,
    ...(source === 'sampled' ? {} : { source }),
    statistics: statistics && flatten(statistics),
    ...(interventions.length === 0 ? {} : { interventions }),
    ...(probes.length === 0 ? {} : { probes }),
  };
}

/** `check` parses with a schema or throws, naming the line. */
export function fromLine(value: unknown, position: number, shared: SharedParts, check: Check): TokenRecord {
  return quickRecord(value, position, shared) ?? checkedRecord(value, position, shared, check);
}

/** What the schema makes of a line: the measure of `quickRecord`. */
export function checkedRecord(value: unknown, position: number, shared: SharedParts, check: Check): TokenRecord {
  const line = check(lineSchema, value);
  const interventions = line.interventions.map((entry) => {
    const { tokens, offset } = entry;
    if (entry.kind === 'bias' && typeof tokens === 'number') return { ...entry, tokens: shared.sets[tokens] };
    if (entry.kind === 'offset' && typeof offset === 'number') return { ...entry, ...shared.offsets[offset] };
    return entry;
  });
  const { statistics } = line;
  const unflattened = statistics && {
    ...(statistics.numbers ? named(statistics.numbers) : statistics),
    before: pairs(statistics.before),
    ...(statistics.after ? { after: pairs(statistics.after) } : {}),
  };
  return check(traceSchemas.record, { ...line, position, interventions, statistics: unflattened });
}

function flatten({ before, after, ...rest }: TokenStatistics): object {
  const { entropy, varentropy, logprob, tempered, divergence, selfCertainty, confidence } = rest;
  const numbers = [...entropy, ...varentropy, ...logprob, tempered, divergence];
  // A record that was read from version 1 has no certainties.
  if (selfCertainty !== undefined && confidence !== undefined) numbers.push(selfCertainty, confidence);
  return { numbers, before: before.flat(), ...(after ? { after: after.flat() } : {}) };
}

/** The inverse; what is missing stays undefined for the check to name. */
function named(numbers: readonly number[]): object {
  const [tempered, divergence, selfCertainty, confidence] = numbers.slice(6);
  return {
    entropy: numbers.slice(0, 2),
    varentropy: numbers.slice(2, 4),
    logprob: numbers.slice(4, 6),
    tempered,
    divergence,
    ...(selfCertainty === undefined ? {} : { selfCertainty }),
    ...(confidence === undefined ? {} : { confidence }),
  };
}

function pairs(values: readonly number[]): (readonly (number | undefined)[])[] {
  return Array.from({ length: Math.ceil(values.length / 2) }, (_, index) => [values[2 * index], values[2 * index + 1]]);
}
