import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import type { TaskItem } from '../src/evaluation/run/item.ts';
import { CACHE, cachedTask } from './data-sets/cache.ts';
import { CATALOG, describeSource, lookUpDataSet, readDataSets, type DataSet } from './data-sets/catalog.ts';
import { UsageError } from './failure.ts';
import { ROOT } from './root.ts';
import { parseTask } from './task-file.ts';

interface Task {
  readonly name: string;
  readonly items: readonly TaskItem[];
  /** What is asked, with {problem} in it; left out for the problem alone. */
  readonly prompt?: string;
  /** Where the problems are from; left out when only their file is known. */
  readonly source?: string;
}

interface Places {
  /** A folder of data sets. */
  readonly data?: string;
  /** Instead of what the data set says. */
  readonly prompt?: string;
  readonly catalog?: string;
  readonly cache?: string;
}

const ENDING = '.jsonl';

function namesIn(folder: string | undefined): readonly string[] {
  if (folder === undefined || !existsSync(folder)) return [];
  return readdirSync(folder)
    .filter((name) => name.endsWith(ENDING))
    .map((name) => name.slice(0, -ENDING.length))
    .sort();
}

/** The first of these names that has a file in the folder. */
function findIn(folder: string | undefined, names: readonly string[]): string | undefined {
  const known = namesIn(folder);
  const found = names.find((name) => known.includes(name));
  return folder === undefined || found === undefined ? undefined : join(folder, `${found}${ENDING}`);
}

function refuseDataSet({ name, revision }: DataSet): never {
  const pin = revision === null ? ' --pin' : '';
  throw new UsageError(
    `The data set ${name} is not here.`,
    `Fetch it with: npm run eval -- fetch${pin} ${name}. Or put ${name}${ENDING} into a folder and name that with --data DIR.`,
  );
}

function findOwn(name: string, model: string, { data, catalog }: Places): string {
  const own = join(ROOT, 'models', model, 'problems');
  // The name of a family alone is its test split.
  const path = findIn(data, [name]) ?? findIn(own, [name, `${name}-test`]);
  if (path !== undefined) return path;
  const known = [...namesIn(data), ...namesIn(own), ...readDataSets(catalog).map((each) => each.name)];
  throw new UsageError(
    `There is no task "${name}".`,
    `Known: ${known.join(', ')}. Otherwise name a file (--task FILE${ENDING}), or a folder of data sets with --data DIR.`,
  );
}

function read(path: string): readonly TaskItem[] {
  let text: string;
  try {
    text = readFileSync(path, 'utf8');
  } catch {
    throw new UsageError(`The task file ${path} cannot be read.`, 'Name a JSON Lines file with --task.');
  }
  return parseTask(text, path);
}

/**
 * A task by the path of its file, or by name: a file in `data`, a fetched data set, or a file among the model's problems, in
 * this order. A data set of the catalog brings its prompt along, wherever its problems are from.
 */
export function findTask(task: string, model: string, places: Places = {}): Task {
  const { data, prompt, catalog = CATALOG, cache = CACHE } = places;
  const dataSet = task.endsWith(ENDING) ? undefined : lookUpDataSet(task, catalog);
  if (dataSet) {
    const local = findIn(data, [dataSet.name, ...dataSet.aliases]);
    const path = local ?? cachedTask(dataSet, cache) ?? refuseDataSet(dataSet);
    // Of a local file it is not known which revision it is.
    const source = describeSource(local === undefined ? dataSet : { ...dataSet, revision: null });
    return { name: dataSet.name, items: read(path), prompt: prompt ?? dataSet.prompt, source };
  }
  const path = task.endsWith(ENDING) ? task : findOwn(task, model, { ...places, catalog });
  return { name: basename(path, ENDING), items: read(path), ...(prompt !== undefined && { prompt }) };
}
