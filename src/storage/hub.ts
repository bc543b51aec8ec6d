import * as v from 'valibot';
import { ProblemError } from '../control/errors.ts';
import { refusedByServer, unreachable } from './storage-problems.ts';

/** Address that models come from, without a last slash; a mirror can stand in for it. */
export const HUB = 'https://huggingface.co';

const LARGEST_LISTING = 8_000_000;

const text = v.pipe(v.string(), v.maxLength(1000));
const listingSchema = v.object({
  sha: v.pipe(v.string(), v.regex(/^[0-9a-f]{40}$/)),
  siblings: v.pipe(
    v.array(
      v.object({
        rfilename: text,
        size: v.pipe(v.number(), v.integer(), v.minValue(0)),
        /** Only files in large-file storage have it. */
        lfs: v.optional(v.nullable(v.object({ sha256: v.pipe(v.string(), v.regex(/^[0-9a-f]{64}$/)) }))),
      }),
    ),
    v.maxLength(10_000),
  ),
});

/** What a repository holds at one commit. */
export interface HubListing {
  readonly revision: string;
  /** By path; the hash is null for small files, of which the hub does not tell it. */
  readonly files: ReadonlyMap<string, { readonly bytes: number; readonly sha256: string | null }>;
}

const encodePath = (path: string): string => path.split('/').map(encodeURIComponent).join('/');

export function hubFileUrl(hub: string, repository: string, revision: string, path: string): string {
  return `${hub}/${encodePath(repository)}/resolve/${encodeURIComponent(revision)}/${encodePath(path)}`;
}

/** Asks the hub's API for the files of a repository and the commit they are at. Throws `model-missing`. */
export async function listRepository(
  hub: string,
  repository: string,
  revision: string | null,
  signal?: AbortSignal,
): Promise<HubListing> {
  const url = `${hub}/api/models/${encodePath(repository)}/revision/${revision ?? 'main'}?blobs=true`;
  const name = `list of ${repository}`;
  let response: Response;
  let answer: string;
  try {
    response = await fetch(url, signal ? { signal } : {});
    answer = await response.text();
  } catch (caught) {
    if (signal?.aborted) throw signal.reason;
    throw unreachable(name, 'no connection', 0, caught);
  }
  if (!response.ok) throw refusedByServer(name, response.status);
  try {
    if (answer.length > LARGEST_LISTING) throw new Error('The answer is too long.');
    const { sha, siblings } = v.parse(listingSchema, JSON.parse(answer));
    const files = siblings.map(
      ({ rfilename, size, lfs }) => [rfilename, { bytes: size, sha256: lfs?.sha256 ?? null }] as const,
    );
    return { revision: sha, files: new Map(files) };
  } catch (caught) {
    throw new ProblemError(
      'model-missing',
      `The hub's list of ${repository} cannot be read.`,
      'A network that wants a sign-in may answer in its place: sign in, or use another network, and try again.',
      { cause: caught },
    );
  }
}
