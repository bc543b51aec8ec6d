import type { Settings } from '../src/control/strategy.ts';
import type { TokenRecord, Trace } from '../src/decoding/trace.ts';
import type { LaneResult } from '../src/lab/automation.ts';
import { laneLetter } from '../src/lab/session/lane-setup.ts';
import { nameStack, type NamedStrategy } from './lanes-stack.ts';

interface ReportOptions {
  readonly timings: boolean;
}

/** What a lane ran, under one name: see `nameStack` for lanes that stack several strategies. */
export function strategyOf(trace: Trace): NamedStrategy {
  const { strategies } = trace.header;
  if (strategies.length === 0) throw new Error('The trace names no strategy.');
  return nameStack(strategies);
}

function textOf(records: readonly TokenRecord[]): string {
  return records.map((record) => record.text).join('');
}

/** One lane as one line of JSON; equal runs give equal lines unless times are asked for. */
export function laneAsJson(
  lane: LaneResult,
  _index: number,
  _lanes: readonly LaneResult[],
  { timings }: ReportOptions,
): string {
  const { header, records, end } = lane.trace;
  const { id, settings } = strategyOf(lane.trace);
  return JSON.stringify({
    strategy: id,
    settings,
    seed: header.sampling.seed,
    engine: `${header.engine.engine}/${header.engine.device}`,
    text: textOf(records),
    answer: lane.answer,
    tokens: records.length,
    reflections: lane.reflections,
    divergedAt: lane.divergedAt,
    end: end?.reason ?? null,
    trace: records,
    ...(timings && { timings: lane.timings }),
  });
}

function describeSettings(settings: Settings): string {
  const parts = Object.entries(settings).map(([name, value]) => `${name} ${String(value)}`);
  return parts.length > 0 ? ` (${parts.join(', ')})` : '';
}

function indent(text: string): string {
  return text
    .trim()
    .split('\n')
    .map((line) => (line === '' ? '' : `    ${line}`))
    .join('\n');
}

function describeParting(lane: LaneResult, first: LaneResult | undefined): string {
  const position = lane.divergedAt;
  if (position === null) return 'Same as A to the last token.';
  const show = (of: LaneResult | undefined): string => {
    const record = of?.trace.records[position];
    return record ? JSON.stringify(record.text) : 'the end';
  };
  return `Parts from A at position ${position}: ${show(first)} there, ${show(lane)} here.`;
}

/** One lane as a person reads it. */
export function laneAsText(
  lane: LaneResult,
  index: number,
  lanes: readonly LaneResult[],
  { timings }: ReportOptions,
): string {
  const { header, records, end } = lane.trace;
  const strategies = header.strategies.map(({ id, settings }) => `${id}${describeSettings(settings)}`);
  const phase = (name: TokenRecord['phase']): string =>
    indent(textOf(records.filter((record) => record.phase === name)));
  const figures = [
    `answer ${lane.answer ?? '(none)'}`,
    `tokens ${records.length}`,
    `reflections ${lane.reflections}`,
    `seed ${header.sampling.seed}`,
    `${header.engine.engine}/${header.engine.device}`,
    `end: ${end?.reason ?? 'none'}`,
  ];
  const lines = [
    `${laneLetter(index)}  ${strategies.join(' + ')}`,
    `   ${figures.join(' · ')}`,
    ...(index > 0 ? [`   ${describeParting(lane, lanes[0])}`] : []),
    ...(timings
      ? [
          `   first token ${seconds(lane.timings.firstTokenMilliseconds)}, all ${seconds(lane.timings.totalMilliseconds)}`,
        ]
      : []),
    '',
    '  Thinking',
    phase('thinking') || '    (none)',
    '',
    '  Answer',
    phase('answer') || '    (none)',
  ];
  return `${lines.join('\n')}\n`;
}

function seconds(milliseconds: number): string {
  return `${(milliseconds / 1000).toFixed(2)} s`;
}
