import * as v from 'valibot';
import { ProblemError } from '../../control/errors.ts';
import type { ReportContext } from '../../evaluation/report/context.ts';
import { readContext } from '../../evaluation/report/read-context.ts';
import { REPORT_FORMAT } from '../../evaluation/report/report.ts';
import type { TaskItem } from '../../evaluation/run/item.ts';
import { readSamples, type LineFault } from '../../evaluation/run/read-samples.ts';
import { parseTask } from '../../evaluation/run/task-lines.ts';
import type { Sample } from '../../evaluation/sample.ts';
import { nameOf, readFile } from './read-file.ts';

/** More would be a page that nobody can wait for. */
const MOST_SAMPLES = 50_000;
/** As on the command line. */
const MOST_STRATEGIES = 26;

/** What files hold together. */
export interface OpenedFiles {
  /** Of the file of samples; '' while there is none. */
  readonly name: string;
  readonly samples: readonly Sample[];
  readonly faults: readonly LineFault[];
  readonly context: ReportContext | null;
  /** The problems that are known, of any task. */
  readonly items: readonly TaskItem[];
}

export const NOTHING_OPENED: OpenedFiles = { name: '', samples: [], faults: [], context: null, items: [] };

const reportFormat = v.object({ format: v.literal(REPORT_FORMAT) });
const problemLine = v.object({ id: v.string(), problem: v.string() });

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function invalid(message: string, hint: string): ProblemError {
  return new ProblemError('task-invalid', message, hint);
}

function withSamples(opened: OpenedFiles, name: string, text: string): OpenedFiles {
  const { samples, faults } = readSamples(text);
  if (samples.length === 0) {
    throw invalid(
      `${name} holds no samples${faults[0] ? `. ${faults[0].message}` : '.'}`,
      'Open the samples.jsonl that npm run eval or this page has written.',
    );
  }
  if (samples.length > MOST_SAMPLES)
    throw invalid(`${name} holds ${samples.length} samples; this page shows at most ${MOST_SAMPLES}.`, 'Split it.');
  const strategies = new Set(samples.map(({ strategyHash, modelHash }) => strategyHash + modelHash)).size;
  if (strategies > MOST_STRATEGIES)
    throw invalid(
      `${name} holds ${strategies} strategies or settings; this page compares at most ${MOST_STRATEGIES}.`,
      'Split it.',
    );
  return { ...opened, name, samples, faults };
}

/** Adds a file to what is open, by what is in it: samples, a report, or problems. Throws `task-invalid`. */
function withFile(opened: OpenedFiles, name: string, text: string): OpenedFiles {
  const whole = text.startsWith('{') ? parse(text) : undefined;
  if (v.is(reportFormat, whole)) return { ...opened, context: readContext(whole, name) };
  const start = parse(text.trimStart().split('\n', 1).join(''));
  if (!v.is(problemLine, start)) return withSamples(opened, name, text);
  return { ...opened, items: [...opened.items, ...parseTask(text, nameOf({ name }))] };
}

/** Files chosen together. New samples close those before them; a report or problems join the samples that are open. */
export async function openFiles(before: OpenedFiles, files: readonly File[]): Promise<OpenedFiles> {
  let added = NOTHING_OPENED;
  for (const file of files) added = withFile(added, file.name, await readFile(file));
  if (added.samples.length > 0) return added;
  if (before.samples.length === 0)
    throw invalid('There are no samples in these files.', 'Choose samples.jsonl with them.');
  return {
    ...before,
    context: added.context ?? before.context,
    items: [...before.items, ...added.items],
  };
}
