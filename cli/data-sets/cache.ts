import { existsSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { TaskItem } from '../../src/evaluation/run/item.ts';
import { writeAtomically } from '../atomic-file.ts';
import { fileProblem } from '../eval-file-problem.ts';
import { ROOT } from '../root.ts';
import type { DataSet } from './catalog.ts';

/** Of fetched data sets, outside version control. */
export const CACHE = join(ROOT, '.data-sets');

/** A folder per revision, so that what was fetched at another one is never taken for it. */
export function cacheFolder(revision: string, cache = CACHE): string {
  return join(cache, revision);
}

function taskPath(folder: string, { name }: Pick<DataSet, 'name'>): string {
  return join(folder, `${name}.jsonl`);
}

/** The fetched file of a data set at its pinned revision; undefined when there is none. */
export function cachedTask(dataSet: DataSet, cache = CACHE): string | undefined {
  if (dataSet.revision === null) return undefined;
  const path = taskPath(cacheFolder(dataSet.revision, cache), dataSet);
  return existsSync(path) ? path : undefined;
}

/** Returns the path. */
export function storeTask(folder: string, dataSet: DataSet, items: readonly TaskItem[]): string {
  const path = taskPath(folder, dataSet);
  try {
    mkdirSync(folder, { recursive: true });
  } catch (caught) {
    throw fileProblem(folder, caught);
  }
  writeAtomically(path, items.map((item) => `${JSON.stringify(item)}\n`).join(''));
  return path;
}
