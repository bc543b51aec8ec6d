import { closeSync, fsyncSync, openSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { fileProblem } from './eval-file-problem.ts';

/** So that the new name survives a power failure too. Windows cannot open folders and needs none of it. */
function syncFolder(folder: string): void {
  try {
    const descriptor = openSync(folder, 'r');
    try {
      fsyncSync(descriptor);
    } finally {
      closeSync(descriptor);
    }
  } catch {
    // The file itself is on disk.
  }
}

/** Whoever reads `path` finds the old content or the new one, never a part. */
export function writeAtomically(path: string, content: string): void {
  const aside = `${path}.part`;
  try {
    const descriptor = openSync(aside, 'w');
    try {
      writeFileSync(descriptor, content);
      fsyncSync(descriptor);
    } finally {
      closeSync(descriptor);
    }
    renameSync(aside, path);
  } catch (caught) {
    try {
      rmSync(aside, { force: true });
    } catch {
      // The folder itself is out of reach, which is what gets reported.
    }
    throw fileProblem(path, caught);
  }
  syncFolder(dirname(path));
}
