import { toProblem, type Problem } from '../../control/errors.ts';
import { parseTask } from '../../evaluation/run/task-lines.ts';
import { loadEmbeddedTask, type Task } from './embedded-task.ts';
import { readFile, nameOf } from './read-file.ts';

/** The problems to run on. */
export type TaskState =
  | { readonly kind: 'loading'; readonly name: string }
  | { readonly kind: 'ready'; readonly task: Task; readonly fromFile: boolean }
  | { readonly kind: 'failed'; readonly name: string; readonly problem: Problem };

/** A file of problems from disk: JSON Lines of id, problem and answer. */
async function readTaskFile(file: File): Promise<Task> {
  return { name: nameOf(file), items: parseTask(await readFile(file), file.name) };
}

/** Publishes the state of each request; an answer that a newer request has overtaken is dropped. */
export function createTaskActions(publish: (state: TaskState) => void) {
  let latest = 0;

  async function follow(name: string, fromFile: boolean, load: () => Promise<Task>): Promise<void> {
    latest += 1;
    const request = latest;
    publish({ kind: 'loading', name });
    let state: TaskState;
    try {
      state = { kind: 'ready', task: await load(), fromFile };
    } catch (caught) {
      state = { kind: 'failed', name, problem: toProblem(caught, 'task-invalid', 'Choose another file.') };
    }
    if (request === latest) publish(state);
  }

  return {
    chooseTask: (model: string, name: string): Promise<void> =>
      follow(name, false, () => loadEmbeddedTask(model, name)),
    openTask: (file: File): Promise<void> => follow(file.name, true, () => readTaskFile(file)),
  };
}
