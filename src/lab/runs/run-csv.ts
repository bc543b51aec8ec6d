import type { TokenRecord } from '../../decoding/trace.ts';
import { laneLetter } from '../session/lane-setup.ts';
import type { SavedRun } from './saved-run.ts';

const COLUMNS = [
  'lane',
  'position',
  'id',
  'text',
  'phase',
  'source',
  'entropy_before',
  'entropy_after',
  'logprob_before',
  'logprob_after',
  'varentropy_before',
  'varentropy_after',
  'kl_after_before',
  'bias',
  'interventions',
  'probes',
];

/** Quoted, since a text may hold commas, quotes and line ends. */
function cell(value: string | number | undefined): string {
  if (value === undefined) return '';
  return typeof value === 'number' ? String(value) : `"${value.replaceAll('"', '""')}"`;
}

/** The bias on the token that was drawn, nats; a ban has none. */
function biasOf({ id, interventions }: TokenRecord): number | undefined {
  const values = interventions.flatMap((each) =>
    each.kind === 'bias' && each.tokens.includes(id) && each.value !== null ? [each.value] : [],
  );
  return values.length === 0 ? undefined : values.reduce((sum, value) => sum + value, 0);
}

const pair = (values: readonly [number, number] | undefined) => [values?.[0], values?.[1]];

function row(lane: string, record: TokenRecord): string {
  const { position, id, text, phase, source, statistics, interventions, probes } = record;
  return [
    lane,
    position,
    id,
    // As JSON: line ends are seen, and no spreadsheet takes a text such as "=1+1" for a formula.
    JSON.stringify(text),
    phase,
    source,
    ...pair(statistics?.entropy),
    ...pair(statistics?.logprob),
    ...pair(statistics?.varentropy),
    statistics?.divergence,
    biasOf(record),
    interventions.map(({ strategy, kind }) => `${strategy} ${kind}`).join('; '),
    probes.length,
  ]
    .map(cell)
    .join(',');
}

/** One row per token of every lane, RFC 4180. Entropies and log-probabilities in nats. */
export function runCsv({ lanes }: Pick<SavedRun, 'lanes'>): string {
  const rows = lanes.flatMap(({ trace }, lane) => trace.records.map((record) => row(laneLetter(lane), record)));
  return [COLUMNS.join(','), ...rows].map((line) => `${line}\r\n`).join('');
}
