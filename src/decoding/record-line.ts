import * as v from 'valibot';
import { traceSchemas, type TokenRecord, type TokenStatistics } from './trace.ts';

/**
 * A record as one line of a file, which leaves out what its place or its absence says: the position, `sampled`, empty
 * interventions. Candidates are flat (id, log-probability, id, ...); token ids of a bias are the place of a set that
 * was written before.
 */
const flat = v.array(v.number());
const lineSchema = v.object({
  id: v.number(),
  text: v.string(),
  phase: v.string(),
  source: v.optional(v.string(), 'sampled'),
  statistics: v.nullable(v.looseObject({ before: flat, after: v.optional(flat) })),
  interventions: v.optional(v.array(v.looseObject({ kind: v.string() })), []),
  probes: v.optional(v.array(v.unknown()), []),
});

type Check = <S extends v.GenericSchema>(schema: S, value: unknown) => v.InferOutput<S>;

/** `placeOf` gives the place of a set of token ids, writing it first when it is new. */
export function toLine(record: TokenRecord, placeOf: (tokens: readonly number[]) => number): object {
  const { id, text, phase, source, statistics, probes } = record;
  const interventions = record.interventions.map((intervention) =>
    intervention.kind === 'bias' ? { ...intervention, tokens: placeOf(intervention.tokens) } : intervention,
  );
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
export function fromLine(
  value: unknown,
  position: number,
  sets: readonly (readonly number[])[],
  check: Check,
): TokenRecord {
  const line = check(lineSchema, value);
  const interventions = line.interventions.map((entry) =>
    entry.kind === 'bias' && typeof entry['tokens'] === 'number' ? { ...entry, tokens: sets[entry['tokens']] } : entry,
  );
  const { statistics } = line;
  const unflattened = statistics && {
    ...statistics,
    before: pairs(statistics.before),
    ...(statistics.after ? { after: pairs(statistics.after) } : {}),
  };
  return check(traceSchemas.record, { ...line, position, interventions, statistics: unflattened });
}

function flatten(statistics: TokenStatistics): object {
  return {
    ...statistics,
    before: statistics.before.flat(),
    ...(statistics.after ? { after: statistics.after.flat() } : {}),
  };
}

function pairs(values: readonly number[]): (readonly (number | undefined)[])[] {
  return Array.from({ length: Math.ceil(values.length / 2) }, (_, index) => [values[2 * index], values[2 * index + 1]]);
}
