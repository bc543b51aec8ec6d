import { ProblemError } from '../../control/errors.ts';
import type { TaskItem } from '../run/item.ts';

interface Split {
  readonly name: string;
  readonly items: readonly TaskItem[];
}

/** Ids and spacing make no other problem of it. */
function contentOf({ problem }: TaskItem): string {
  return problem.replace(/\s+/g, ' ').trim();
}

/** Throws `task-invalid` when a problem is in both splits: a test on what was tuned on shows nothing. */
export function refuseSharedProblems(tuning: Split, test: Split): void {
  const tuned = new Map(tuning.items.map((item) => [contentOf(item), item.id]));
  const shared = test.items.flatMap((item) => {
    const id = tuned.get(contentOf(item));
    return id === undefined ? [] : [`"${id}" is "${item.id}"`];
  });
  const [first] = shared;
  if (first === undefined) return;
  throw new ProblemError(
    'task-invalid',
    `${shared.length} of the ${test.items.length} test problems of ${test.name} are in the tuning split ${tuning.name} too: ${first}${shared.length > 1 ? ', …' : ''}.`,
    'Name two files without a common problem: a test on what was tuned on shows nothing.',
  );
}
