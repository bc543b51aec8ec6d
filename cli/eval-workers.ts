/**
 * Each worker takes the next group when it is done with its last, so that none waits. The first failure ends all: workers
 * finish the job they are at, and what failed is thrown.
 */
export async function shareOut<Worker, Job>(
  workers: readonly Worker[],
  groups: readonly (readonly Job[])[],
  perform: (worker: Worker, job: Job) => Promise<void>,
): Promise<void> {
  const next = groups.values();
  const failures: unknown[] = [];
  async function work(worker: Worker): Promise<void> {
    try {
      // One iterator for all: what one worker takes, no other gets.
      for (const group of next) {
        for (const job of group) {
          if (failures.length > 0) return;
          await perform(worker, job);
        }
      }
    } catch (caught) {
      failures.push(caught);
    }
  }
  await Promise.all(workers.map(work));
  if (failures.length > 0) throw failures[0];
}
