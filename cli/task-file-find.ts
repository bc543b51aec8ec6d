import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import type { TaskItem } from '../src/evaluation/run/item.ts';
import { UsageError } from './failure.ts';
import { ROOT } from './root.ts';
import { parseTask } from './task-file.ts';

interface Task {
  readonly name: string;
  readonly items: readonly TaskItem[];
}

const ENDING = '.jsonl';

function namesIn(folder: string): readonly string[] {
  if (!existsSync(folder)) return [];
  return readdirSync(folder)
    .filter((name) => name.endsWith(ENDING))
    .map((name) => name.slice(0, -ENDING.length))
    .sort();
}

function findByName(name: string, model: string, data: string | undefined): string {
  // The data of whoever asks comes before ours.
  const folders = [...(data === undefined ? [] : [data]), join(ROOT, 'models', model, 'problems')];
  for (const folder of folders) if (namesIn(folder).includes(name)) return join(folder, `${name}${ENDING}`);
  const known = folders.flatMap(namesIn);
  throw new UsageError(
    `There is no task "${name}".`,
    `Known here: ${known.join(', ') || 'none'}. Nothing is fetched: name a file (--task FILE.jsonl), or a folder of data sets with --data DIR.`,
  );
}

/** A task by the path of its file, or by the name of a file in `data` or among the model's problems. */
export function findTask(task: string, model: string, data?: string): Task {
  const path = task.endsWith(ENDING) ? task : findByName(task, model, data);
  let text: string;
  try {
    text = readFileSync(path, 'utf8');
  } catch {
    throw new UsageError(`The task file ${path} cannot be read.`, 'Name a JSON Lines file with --task.');
  }
  return { name: basename(path, ENDING), items: parseTask(text, path) };
}
