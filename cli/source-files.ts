import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT } from './root.ts';

const SKIPPED = new Set(['node_modules', 'dist', '__pycache__', 'test-results', 'playwright-report', 'coverage']);

/** Every file at or below a path of the repository, sorted, relative to it. Hidden folders are left out; a path that does not exist has none. */
export function listFiles(path: string): readonly string[] {
  const found = statSync(join(ROOT, path), { throwIfNoEntry: false });
  if (!found) return [];
  if (found.isFile()) return [path];
  return readdirSync(join(ROOT, path))
    .filter((name) => !name.startsWith('.') && !SKIPPED.has(name))
    .sort()
    .flatMap((name) => listFiles(join(path, name)));
}
