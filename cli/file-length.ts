import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { print } from './output.ts';
import { ROOT } from './root.ts';
import { listFiles } from './source-files.ts';

const LIMIT = 500;
const FOLDERS = ['src', 'workers', 'cli', 'e2e', 'bench', 'models/training'];
const SOURCES = /\.(ts|tsx|mjs|css|py|wgsl)$/;

/** True when no source file is longer than a person reads in one go; splits are due before that. */
export function checkFileLength(): boolean {
  const long = FOLDERS.flatMap(listFiles)
    .filter((file) => SOURCES.test(file))
    .map((file) => ({ file, lines: readFileSync(join(ROOT, file), 'utf8').split('\n').length - 1 }))
    .filter(({ lines }) => lines > LIMIT);
  for (const { file, lines } of long) print(`${file} has ${lines} lines; the limit is ${LIMIT}.`);
  return long.length === 0;
}
