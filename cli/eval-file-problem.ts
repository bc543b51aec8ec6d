import { ProblemError } from '../src/control/errors.ts';

const REASONS: Readonly<Record<string, string>> = {
  ENOSPC: 'the disk is full',
  EDQUOT: 'the disk quota is used up',
  EFBIG: 'it would be larger than files may be here',
  EACCES: 'this user may not write there',
  EPERM: 'this user may not write there',
  EROFS: 'the file system is read-only',
  ENOTDIR: 'a part of the path is a file',
  EEXIST: 'a file of that name is in the way',
};

/** What kept a file from being written, for people; what is not of the file system stays as it is. */
export function fileProblem(path: string, caught: unknown): unknown {
  if (!(caught instanceof Error) || !('code' in caught) || typeof caught.code !== 'string') return caught;
  return new ProblemError(
    'internal',
    `${path} cannot be written: ${REASONS[caught.code] ?? caught.message}.`,
    'What was written before is intact. Make room or choose another folder, then continue with --resume.',
    { cause: caught },
  );
}
