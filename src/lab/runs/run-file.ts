import * as v from 'valibot';
import { ProblemError, toProblem } from '../../control/errors.ts';
import { checkSettings } from '../../control/settings.ts';
import { findStrategy } from '../../control/strategies/index.ts';
import { readTrace, writeTrace } from '../../decoding/trace-file.ts';
import { TRACE_FORMAT, TRACE_VERSION, type Trace } from '../../decoding/trace.ts';
import { laneLetter, LANE_LETTERS } from '../session/lane-setup.ts';
import { nameOfPrompt, type SavedRun } from './saved-run.ts';

/**
 * A run as JSON Lines: a header, then the trace of every lane, whole. A bare trace, as "Copy trace" gives it, is read as a
 * run of one lane. Files come from anywhere: whatever is in them is checked, and capped, before anything is shown.
 */
const RUN_FORMAT = 'second-thought/run';
const RUN_VERSION = 1;

/** In characters: four lanes of 32,000 tokens fit. */
const LARGEST_RUN = 128_000_000;
const LONGEST_PROMPT = 100_000;
/** Of one token, in characters: forced text comes in tokens too. */
const LONGEST_TOKEN = 2000;
const MOST_TOKENS = 100_000;

const id = v.pipe(v.number(), v.integer(), v.minValue(0));
const count = v.pipe(v.number(), v.integer(), v.minValue(0));
const text = (most: number) => v.pipe(v.string(), v.maxLength(most));

const formatSchema = v.looseObject({ format: v.string(), version: v.number() });
const headerSchema = v.object({
  format: v.literal(RUN_FORMAT),
  version: v.literal(RUN_VERSION),
  name: text(200),
  madeAt: v.pipe(v.number(), v.minValue(0), v.maxValue(8.64e15)),
  model: text(200),
  prompt: text(LONGEST_PROMPT),
  known: v.object({
    gold: text(LONGEST_PROMPT),
    numbers: v.exactOptional(v.pipe(v.array(v.number()), v.maxLength(100))),
    target: v.exactOptional(v.number()),
  }),
  reflectionIds: v.pipe(v.array(id), v.maxLength(10_000)),
  lanes: v.pipe(
    v.array(v.object({ tokens: count, ended: v.boolean(), elapsedMilliseconds: v.pipe(v.number(), v.minValue(0)) })),
    v.minLength(1),
    v.maxLength(LANE_LETTERS.length),
  ),
});

type Header = v.InferOutput<typeof headerSchema>;

function invalid(
  message: string,
  hint = 'Choose a file that was exported here, whole.',
  cause?: unknown,
): ProblemError {
  return new ProblemError('trace-invalid', message, hint, { cause });
}

export function writeRun({ name, madeAt, model, prompt, known, reflectionIds, lanes }: SavedRun): string {
  const header: Header = {
    format: RUN_FORMAT,
    version: RUN_VERSION,
    name,
    madeAt,
    model,
    prompt,
    // What is not there is left out rather than undefined.
    known: JSON.parse(JSON.stringify(known)) as Header['known'],
    reflectionIds: [...reflectionIds],
    lanes: lanes.map(({ trace, elapsedMilliseconds }) => ({
      tokens: trace.records.length,
      ended: trace.end !== null,
      elapsedMilliseconds,
    })),
  };
  return `${JSON.stringify(header)}\n${lanes.map(({ trace }) => writeTrace(trace)).join('')}`;
}

function parse(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch (caught) {
    throw invalid('The first line is not JSON, so this is no run of this laboratory.', undefined, caught);
  }
}

function checkVersion(first: unknown): string {
  const read = v.safeParse(formatSchema, first);
  const known: Readonly<Record<string, number>> = { [RUN_FORMAT]: RUN_VERSION, [TRACE_FORMAT]: TRACE_VERSION };
  const newest = read.success ? known[read.output.format] : undefined;
  if (!read.success || newest === undefined) {
    throw invalid(`The first line does not say "${RUN_FORMAT}", so this is no run of this laboratory.`);
  }
  const { format, version } = read.output;
  if (version > newest) {
    throw invalid(
      `The file has version ${version} of ${format}; this page reads up to ${newest}.`,
      'It was made by a newer laboratory: reload this page to update it, or export the run again from there.',
    );
  }
  return format;
}

/** Everything the page needs to hold of a trace, so that nothing in it can break the page later. */
function checkTrace(trace: Trace, lane: number): Trace {
  const name = `Lane ${laneLetter(lane)}`;
  if (trace.records.length > MOST_TOKENS)
    throw invalid(`${name} has ${trace.records.length} tokens; this page shows at most ${MOST_TOKENS}.`);
  const long = trace.records.find((record) => record.text.length > LONGEST_TOKEN);
  if (long)
    throw invalid(
      `${name}, token ${long.position}: its text has ${long.text.length} characters; a token has at most ${LONGEST_TOKEN}.`,
    );
  try {
    const strategies = trace.header.strategies.map((ran) => ({
      id: ran.id,
      settings: { ...checkSettings(findStrategy(ran.id), ran.settings) },
    }));
    return { ...trace, header: { ...trace.header, strategies } };
  } catch (caught) {
    const { message, hint } = toProblem(caught, 'trace-invalid', '');
    throw invalid(`${name}: ${message}`, hint, caught);
  }
}

function checkWhole(trace: Trace, promised: Header['lanes'][number], lane: number): void {
  const found = trace.records.length;
  if (found === promised.tokens && (trace.end !== null) === promised.ended) return;
  throw invalid(
    `The file is cut off: lane ${laneLetter(lane)} has ${found} of ${promised.tokens} tokens${found === promised.tokens ? ', and no end' : ''}.`,
    'Export the run again, or copy the whole file.',
  );
}

/** Where each trace starts in the text. */
function traceStarts(content: string): readonly number[] {
  const mark = `{"format":"${TRACE_FORMAT}"`;
  const starts: number[] = [];
  for (let at = content.indexOf(`\n${mark}`); at >= 0; at = content.indexOf(`\n${mark}`, at + 1)) {
    starts.push(at + 1);
    if (starts.length > LANE_LETTERS.length) break;
  }
  return starts;
}

/** Reads what `writeRun` or `writeTrace` wrote. Throws `trace-invalid` naming what is wrong and where. */
export function readRun(content: string, newId: () => string, now: number): SavedRun {
  if (content.length > LARGEST_RUN)
    throw invalid(`The file has ${content.length} characters; at most ${LARGEST_RUN} are read.`);
  if (content.trim() === '') throw invalid('The file is empty.');
  const first = parse(content.slice(0, content.indexOf('\n') < 0 ? undefined : content.indexOf('\n')));
  if (checkVersion(first) === TRACE_FORMAT) return runOfTrace(checkTrace(readTrace(content), 0), newId(), now);
  const read = v.safeParse(headerSchema, first);
  if (!read.success) {
    const [issue] = read.issues;
    throw invalid(`Line 1, ${v.getDotPath(issue) ?? 'the whole line'}: ${issue.message}`);
  }
  const { name, madeAt, model, prompt, known, reflectionIds, lanes } = read.output;
  const starts = traceStarts(content);
  if (starts.length !== lanes.length) {
    throw invalid(
      `The file promises ${lanes.length} lanes and has ${starts.length}: it is cut off, or was put together by hand.`,
      'Export the run again, or copy the whole file.',
    );
  }
  const traces = starts.map((start, lane) => readLane(content.slice(start, starts[lane + 1]), lane));
  traces.forEach((trace, lane) => {
    const promised = lanes[lane];
    if (promised) checkWhole(trace, promised, lane);
  });
  return {
    id: newId(),
    name,
    madeAt,
    model,
    prompt,
    known,
    reflectionIds,
    lanes: traces.map((trace, lane) => ({ trace, elapsedMilliseconds: lanes[lane]?.elapsedMilliseconds ?? 0 })),
  };
}

function readLane(content: string, lane: number): Trace {
  try {
    return checkTrace(readTrace(content), lane);
  } catch (caught) {
    const { message, hint } = toProblem(caught, 'trace-invalid', '');
    throw invalid(message.startsWith('Lane') ? message : `Lane ${laneLetter(lane)}: ${message}`, hint, caught);
  }
}

function runOfTrace(trace: Trace, newId: string, now: number): SavedRun {
  const { prompt, model } = trace.header;
  const lanes = [{ trace, elapsedMilliseconds: 0 }];
  return {
    id: newId,
    name: nameOfPrompt(prompt),
    madeAt: now,
    model,
    prompt,
    known: { gold: '' },
    reflectionIds: [],
    lanes,
  };
}
