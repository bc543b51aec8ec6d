import { existsSync, fsyncSync, mkdirSync, openSync, writeFileSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { ProblemError } from '../src/control/errors.ts';
import type { Summary } from './eval-summary.ts';
import type { Sample } from './eval-sample.ts';

export interface SampleFile {
  /** On disk when it returns, so that an interruption loses at most the sample under way. */
  append(sample: Sample): void;
  writeSummary(summary: Summary): void;
}

/** Refuses a folder that already has samples: two evaluations in one file could not be told apart. */
export function createSampleFile(folder: string): SampleFile {
  const path = join(folder, 'samples.jsonl');
  if (existsSync(path)) {
    throw new ProblemError(
      'task-invalid',
      `The folder ${folder} already holds samples (${path}).`,
      'Choose another folder with --out, or remove that one.',
    );
  }
  mkdirSync(folder, { recursive: true });
  let file: number | undefined; // opened with the first sample, so that a failed start leaves nothing behind
  return {
    append(sample) {
      file ??= openSync(path, 'ax');
      writeSync(file, `${JSON.stringify(sample)}\n`);
      fsyncSync(file);
    },
    writeSummary(summary) {
      writeFileSync(join(folder, 'summary.json'), `${JSON.stringify(summary, null, 2)}\n`);
    },
  };
}
