import { createHash } from 'node:crypto';
import * as v from 'valibot';
import { ProblemError } from '../../src/control/errors.ts';
import type { TaskItem } from '../../src/evaluation/run/item.ts';
import type { DataSet, Pin } from './catalog.ts';
import { convert } from './convert.ts';
import { download, LIMITS, type OnProgress } from './download.ts';
import { fileAddress, latestAddress } from './hosts.ts';

const latestSchema = v.object({ sha: v.pipe(v.string(), v.regex(/^[0-9a-f]{40}$/)) });

export interface Fetched {
  readonly items: readonly TaskItem[];
  readonly pin: Pin & { readonly revision: string; readonly sha256: string };
}

/** The commit that a repository is at now. */
async function askLatest(dataSet: DataSet, mirror: string | undefined): Promise<string> {
  const address = latestAddress(dataSet, mirror);
  const bytes = await download(address, undefined, { ...LIMITS, most: 4_000_000 });
  try {
    return v.parse(latestSchema, JSON.parse(new TextDecoder().decode(bytes))).sha;
  } catch (caught) {
    throw new ProblemError(
      'task-invalid',
      `${address} names no commit.`,
      'It should answer with JSON that has "sha"; is it the right mirror?',
      { cause: caught },
    );
  }
}

async function fetchAt(
  dataSet: DataSet,
  revision: string,
  mirror: string | undefined,
  onProgress: OnProgress | undefined,
): Promise<Fetched> {
  const address = fileAddress(dataSet, revision, mirror);
  const bytes = await download(address, onProgress);
  const sha256 = createHash('sha256').update(bytes).digest('hex');
  if (dataSet.revision === revision && dataSet.sha256 !== null && dataSet.sha256 !== sha256)
    throw new ProblemError(
      'task-invalid',
      `${address} has the SHA-256 ${sha256}; the catalog says ${dataSet.sha256}.`,
      'Nothing was kept. The mirror or the connection changed it: fetch it from elsewhere.',
    );
  const items = convert(bytes, dataSet);
  return { items, pin: { revision, sha256, problems: items.length } };
}

/** The data set at the revision of the catalog, its hash compared; throws `task-invalid` for one that is not pinned. */
export async function fetchPinned(dataSet: DataSet, mirror?: string, onProgress?: OnProgress): Promise<Fetched> {
  const { name, repository, revision, sha256 } = dataSet;
  if (revision !== null && sha256 !== null) return await fetchAt(dataSet, revision, mirror, onProgress);
  throw new ProblemError(
    'task-invalid',
    `${name} is not pinned: the catalog names no revision of ${repository} yet.`,
    `Pin it where the hub can be reached, with: npm run eval -- fetch --pin ${name}. Or put ${name}.jsonl into a folder and use --data DIR.`,
  );
}

/** The data set as it is now, with what pins it. */
export async function fetchLatest(dataSet: DataSet, mirror?: string, onProgress?: OnProgress): Promise<Fetched> {
  return await fetchAt(dataSet, await askLatest(dataSet, mirror), mirror, onProgress);
}
