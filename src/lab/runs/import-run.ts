import { wrap } from 'comlink';
import type { Outcome } from '../../../workers/protocol.ts';
import type { Problem } from '../../control/errors.ts';
import type { ReadRunApi } from './read-run.worker.ts';
import type { SavedRun } from './saved-run.ts';

/** A run of four lanes of 32,000 tokens takes about 80. */
const MOST_MEGABYTES = 128;

const LOST: Problem = {
  code: 'trace-invalid',
  message: 'The file could not be read: whatever is in it was too much for its reader.',
  hint: 'Choose a file that was exported here.',
};

/**
 * A run from a file. Files come from anywhere, so they are read in a worker of their own: one that is made to be too much
 * takes that worker with it, not the page.
 */
export async function importRun(file: File): Promise<Outcome<SavedRun>> {
  if (file.size > MOST_MEGABYTES * 1e6) {
    const message = `${file.name} has ${Math.ceil(file.size / 1e6)} MB; a run has at most ${MOST_MEGABYTES} MB.`;
    return { ok: false, problem: { ...LOST, message } };
  }
  const worker = new Worker(new URL('read-run.worker.ts', import.meta.url), { type: 'module' });
  const lost = new Promise<Outcome<SavedRun>>((resolve) => {
    worker.addEventListener('error', () => resolve({ ok: false, problem: LOST }));
  });
  try {
    return await Promise.race([wrap<ReadRunApi>(worker).read(file, Date.now()), lost]);
  } catch {
    return { ok: false, problem: LOST };
  } finally {
    worker.terminate();
  }
}
