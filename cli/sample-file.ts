import {
  closeSync,
  existsSync,
  fstatSync,
  fsyncSync,
  ftruncateSync,
  openSync,
  readFileSync,
  truncateSync,
  writeSync,
} from 'node:fs';
import type { Configuration } from '../src/evaluation/run/configuration.ts';
import type { Job } from '../src/evaluation/run/plan.ts';
import { parseSamples, sampleLine } from '../src/evaluation/run/sample-lines.ts';
import type { Sample } from '../src/evaluation/sample.ts';
import { fileProblem } from './eval-file-problem.ts';

export interface SampleFile {
  /** On disk when it returns, so that an interruption loses at most the samples under way. */
  append(sample: Sample): void;
  close(): void;
}

function writeWhole(descriptor: number, line: Buffer): void {
  let written = 0;
  while (written < line.length) written += writeSync(descriptor, line, written);
  fsyncSync(descriptor);
}

export function openSampleFile(path: string): SampleFile {
  let descriptor: number;
  try {
    descriptor = openSync(path, 'a');
  } catch (caught) {
    throw fileProblem(path, caught);
  }
  return {
    append(sample) {
      const { size } = fstatSync(descriptor);
      try {
        writeWhole(descriptor, Buffer.from(sampleLine(sample)));
      } catch (caught) {
        try {
          ftruncateSync(descriptor, size); // a full disk may have taken half of the line
        } catch {
          // --resume cuts it off.
        }
        throw fileProblem(path, caught);
      }
    },
    close: () => closeSync(descriptor),
  };
}

const NEWLINE = 0x0a;

/**
 * The samples that are there already; none when there is no file. A last line without its end was being written when the
 * command was killed: it is not read, and cut off once all other lines have turned out well.
 */
export function recoverSamples(path: string, configuration: Configuration, jobs: readonly Job[]): readonly Sample[] {
  if (!existsSync(path)) return [];
  const bytes = readFileSync(path);
  const end = bytes.lastIndexOf(NEWLINE) + 1;
  const samples = parseSamples(bytes.subarray(0, end).toString('utf8'), path, configuration, jobs);
  try {
    if (end < bytes.length) truncateSync(path, end);
  } catch (caught) {
    throw fileProblem(path, caught);
  }
  return samples;
}
