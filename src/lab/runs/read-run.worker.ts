import { expose } from 'comlink';
import type { Outcome } from '../../../workers/protocol.ts';
import { toProblem } from '../../control/errors.ts';
import { readRun } from './run-file.ts';
import type { SavedRun } from './saved-run.ts';

const api = {
  async read(file: Blob, now: number): Promise<Outcome<SavedRun>> {
    try {
      return { ok: true, value: readRun(await file.text(), () => crypto.randomUUID(), now) };
    } catch (caught) {
      return { ok: false, problem: toProblem(caught, 'trace-invalid', 'Choose a file that was exported here.') };
    }
  },
};

export type ReadRunApi = typeof api;

expose(api);
