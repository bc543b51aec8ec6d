import { ProblemError } from '../control/errors.ts';

/** What goes wrong while a model is fetched and kept. The codes are those of the page: the messages tell them apart. */

export function storageFull(neededBytes: number, availableBytes: number | undefined): ProblemError {
  const needed = `${(neededBytes / 1e6).toFixed(1)} MB`;
  const left = availableBytes === undefined ? 'less' : `${(availableBytes / 1e6).toFixed(1)} MB`;
  return new ProblemError(
    'model-missing',
    `The browser has no room for this model: it needs ${needed}, and there is ${left}.`,
    'Delete a model that is kept here, free space on the disk, or leave private browsing. What is there stays.',
  );
}

export function heldElsewhere(path: string, cause: unknown): ProblemError {
  return new ProblemError(
    'model-missing',
    `${path} is being loaded by another page.`,
    'Wait until the other page has finished, or close it, and try again.',
    { cause },
  );
}

export function damagedFile(path: string, how: string): ProblemError {
  return new ProblemError(
    'model-damaged',
    `The model file ${path} is damaged: ${how}.`,
    'Nothing of it was kept. Try again; if it happens again, the server or something on the way changes the file.',
  );
}

export function unreachable(path: string, why: string, kept: number, cause?: unknown): ProblemError {
  const state = kept > 0 ? `${(kept / 1e6).toFixed(1)} MB of it are kept, and the next try goes on from there.` : '';
  return new ProblemError(
    'model-missing',
    `The model file ${path} could not be fetched: ${why}.`,
    `Check the connection and try again. ${state}`.trimEnd(),
    { cause },
  );
}

export function refusedByServer(path: string, status: number): ProblemError {
  const account = status === 401 || status === 403;
  return new ProblemError(
    'model-missing',
    `The server does not give the model file ${path} (HTTP ${status}).`,
    account
      ? 'The model asks for an account or for its terms to be accepted: download it by hand and open the folder.'
      : 'The repository or the revision is gone, or the file has another name there: choose another model, or open a folder.',
  );
}

export function webPageInstead(path: string): ProblemError {
  return new ProblemError(
    'model-missing',
    `Instead of the model file ${path} a web page came.`,
    'A network that wants a sign-in answers so: sign in, or use another network, and try again.',
  );
}
