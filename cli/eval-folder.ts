import { existsSync, mkdirSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as v from 'valibot';
import { ProblemError } from '../src/control/errors.ts';
import { evaluationManifestSchema, type EvaluationManifest } from '../src/evaluation/run/manifest.ts';
import { writeAtomically } from './atomic-file.ts';
import { fileProblem } from './eval-file-problem.ts';
import { LOCK_FILE } from './eval-lock.ts';

export const samplesPath = (folder: string): string => join(folder, 'samples.jsonl');
const manifestPath = (folder: string): string => join(folder, 'manifest.json');

export const NEW_MANIFEST = {
  format: 'second-thought/evaluation',
  version: 1,
  status: 'started',
  surroundings: null,
} as const;

/** Makes a folder for a new evaluation; throws `task-invalid` when something is in it. */
export function createFolder(folder: string): void {
  if (existsSync(samplesPath(folder)) || existsSync(manifestPath(folder))) {
    throw new ProblemError(
      'task-invalid',
      `The folder ${folder} already holds samples.`,
      'Continue them with --resume, choose another folder with --out, or remove that one.',
    );
  }
  let names: readonly string[];
  try {
    mkdirSync(folder, { recursive: true });
    names = readdirSync(folder);
  } catch (caught) {
    throw fileProblem(folder, caught);
  }
  // What an interrupted start leaves is nothing, and the lock is ours.
  if (names.some((name) => !name.endsWith('.part') && name !== LOCK_FILE))
    throw new ProblemError('task-invalid', `The folder ${folder} is not empty.`, 'Choose another one with --out.');
}

/** The manifest of a folder, or undefined when no evaluation was started there. */
export function readManifest(folder: string): EvaluationManifest | undefined {
  const path = manifestPath(folder);
  if (!existsSync(path)) return undefined;
  let value: unknown;
  try {
    value = JSON.parse(readFileSync(path, 'utf8'));
  } catch {
    throw new ProblemError('task-invalid', `${path} is not JSON.`, 'Choose another folder with --out.');
  }
  const result = v.safeParse(evaluationManifestSchema, value);
  if (result.success) return result.output;
  const where = v.getDotPath(result.issues[0]);
  throw new ProblemError(
    'task-invalid',
    `${path} is no manifest of this version${where === null ? '' : ` ("${where}": ${result.issues[0].message})`}.`,
    'Choose another folder with --out.',
  );
}

export function writeManifest(folder: string, manifest: EvaluationManifest): void {
  writeAtomically(manifestPath(folder), `${JSON.stringify(v.parse(evaluationManifestSchema, manifest), null, 2)}\n`);
}
