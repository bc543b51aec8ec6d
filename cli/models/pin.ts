import { createHash } from 'node:crypto';
import { ProblemError } from '../../src/control/errors.ts';
import type { HubEntry } from '../../src/storage/catalog.ts';
import { filesFromListing, filesOfVariant } from '../../src/storage/download-plan.ts';
import { hubFileUrl, listRepository } from '../../src/storage/hub.ts';

/** Files of which the hub tells no hash are small; anything larger is no configuration. */
const LARGEST_UNHASHED = 64_000_000;

export interface PinOptions {
  /** Without a last slash. */
  readonly hub: string;
  /** Told of each file that has to be fetched to be hashed. */
  readonly onFetch?: (path: string) => void;
}

type Pinned = Pick<HubEntry, 'revision' | 'files' | 'variants'>;
type PinnedFile = HubEntry['files'][number];

async function hashOf(url: string, path: string, bytes: number): Promise<string> {
  const failed = (why: string): ProblemError =>
    new ProblemError('model-missing', `${path} could not be fetched: ${why}.`, 'Nothing was pinned. Run it again.');
  if (bytes > LARGEST_UNHASHED) throw failed(`it has ${bytes} bytes, and the hub tells no hash of it`);
  const response = await fetch(url).catch((caught: unknown) => {
    throw failed(caught instanceof Error ? caught.message : String(caught));
  });
  if (!response.ok) throw failed(`HTTP ${response.status}`);
  const content = new Uint8Array(await response.arrayBuffer());
  if (content.length !== bytes) throw failed(`it has ${content.length} bytes instead of ${bytes}`);
  return createHash('sha256').update(content).digest('hex');
}

/**
 * Revision, sizes and hashes of an entry's files as the hub has them now. External data that the catalog did not name is
 * added. Throws `model-missing` when a file is not there.
 */
export async function pinEntry(entry: HubEntry, { hub, onFetch = () => undefined }: PinOptions): Promise<Pinned> {
  const { repository } = entry;
  const listing = await listRepository(hub, repository, null);
  const { revision } = listing;
  const pin = async (paths: readonly string[]): Promise<PinnedFile[]> => {
    const files: PinnedFile[] = [];
    for (const { path, bytes, sha256 } of filesFromListing(entry, paths, listing)) {
      if (sha256 === null) onFetch(path);
      const url = hubFileUrl(hub, repository, revision, path);
      files.push({ path, bytes, sha256: sha256 ?? (await hashOf(url, path, bytes)) });
    }
    return files;
  };
  const files = await pin(entry.files.map(({ path }) => path));
  const variants: HubEntry['variants'] = [];
  for (const variant of entry.variants)
    variants.push({ ...variant, files: await pin(filesOfVariant(variant, listing)) });
  return { revision, files, variants };
}
