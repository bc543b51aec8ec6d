import * as v from 'valibot';
import { ProblemError } from '../../control/errors.ts';
import { sampleKey, sampleSchema, type Sample } from '../sample.ts';
import type { Configuration } from './configuration.ts';
import type { Job } from './plan.ts';

/** The line of a sample, with names in the order of the schema, so that equal samples are equal bytes. */
export function sampleLine(sample: Sample): string {
  return `${JSON.stringify(v.parse(sampleSchema, sample))}\n`;
}

/** One line; throws `task-invalid`, naming its place. */
export function parseSampleLine(line: string, place: string): Sample {
  const fault = (what: string): ProblemError =>
    new ProblemError(
      'task-invalid',
      `${place}: ${what}.`,
      'The other lines were left as they are. Remove that line, and --resume makes its sample again.',
    );
  let value: unknown;
  try {
    value = JSON.parse(line);
  } catch {
    throw fault('not JSON');
  }
  const result = v.safeParse(sampleSchema, value);
  if (result.success) return result.output;
  const where = v.getDotPath(result.issues[0]);
  throw fault(`not a sample${where === null ? '' : ` ("${where}": ${result.issues[0].message})`}`);
}

/** Which part of its key a sample shares with nothing that is planned. */
function describeForeign(sample: Sample, { task, modelHash, items, strategies, shard }: Configuration): string {
  if (sample.task !== task) return `it is of the task ${sample.task}, not ${task}`;
  if (sample.modelHash !== modelHash) return 'it was made with other model files';
  if (!items.some(({ hash }) => hash === sample.itemHash)) return `the task has no such problem "${sample.id}"`;
  if (!strategies.some(({ hash }) => hash === sample.strategyHash))
    return `${sample.strategy} ran with other settings, sampling or limits`;
  return shard ? 'its seed, number or shard is another' : 'its seed or number is another';
}

/** What two runs of the same experiment agree in. */
export const withoutTime = (sample: Sample): string => sampleLine({ ...sample, milliseconds: 0 });

/**
 * The samples of whole lines. Throws `task-invalid`, naming file and line, for a line that is no sample, that is not
 * planned, or that contradicts an earlier one. An equal repetition is dropped: two commands may have overlapped.
 */
export function parseSamples(
  text: string,
  file: string,
  configuration: Configuration,
  jobs: readonly Job[],
): readonly Sample[] {
  const planned = new Set(jobs.map(({ key }) => key));
  const found = new Map<string, Sample>();
  const lines = text.split('\n');
  if (lines.at(-1) === '') lines.pop();
  for (const [index, line] of lines.entries()) {
    const place = `${file}, line ${index + 1}`;
    const sample = parseSampleLine(line, place);
    const key = sampleKey(sample);
    if (!planned.has(key)) {
      throw new ProblemError(
        'task-invalid',
        `${place}: the sample belongs to another evaluation: ${describeForeign(sample, configuration)}.`,
        'Choose another folder with --out.',
      );
    }
    const earlier = found.get(key);
    if (earlier && withoutTime(earlier) !== withoutTime(sample)) {
      throw new ProblemError(
        'task-invalid',
        `${place}: the same sample is on an earlier line with another result.`,
        'Remove both lines, and --resume makes the sample again.',
      );
    }
    if (!earlier) found.set(key, sample);
  }
  return [...found.values()];
}
