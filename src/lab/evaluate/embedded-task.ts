import { ProblemError } from '../../control/errors.ts';
import type { TaskItem } from '../../evaluation/run/item.ts';
import { parseTask } from '../../evaluation/run/task-lines.ts';

export interface Task {
  readonly name: string;
  readonly items: readonly TaskItem[];
}

/** Addresses of the problem files that ship with each model, whatever files those are. */
const urls = import.meta.glob<string>('../../../models/*/problems/*.jsonl', {
  query: '?url',
  import: 'default',
  eager: true,
});

const folderOf = (model: string): string => `../../../models/${model}/problems/`;

/** The names of a model's problem files. */
export function embeddedTasks(model: string): readonly string[] {
  return Object.keys(urls)
    .filter((path) => path.startsWith(folderOf(model)))
    .map((path) => path.slice(folderOf(model).length, -'.jsonl'.length))
    .toSorted();
}

/** One of a model's problem files. Throws `task-invalid`. */
export async function loadEmbeddedTask(model: string, name: string): Promise<Task> {
  const url = urls[`${folderOf(model)}${name}.jsonl`];
  const fault = (how: string): ProblemError =>
    new ProblemError('task-invalid', `The problems ${name} ${how}.`, 'Check the connection and choose them again.');
  if (url === undefined) throw fault('are not in this build');
  const response = await fetch(url).catch(() => null);
  if (!response?.ok) throw fault('could not be fetched');
  return { name, items: parseTask(await response.text(), name) };
}
