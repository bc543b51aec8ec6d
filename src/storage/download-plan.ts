import * as v from 'valibot';
import { ProblemError } from '../control/errors.ts';
import type { HubEntry, HubVariant } from './catalog.ts';
import { HUB, listRepository, type HubListing } from './hub.ts';

/** What is fetched: a commit, and every file with its size; hashes as far as anyone knows them. */
export const planSchema = v.object({
  revision: v.pipe(v.string(), v.regex(/^[0-9a-f]{40}$/)),
  dtype: v.picklist(['q4', 'q4f16']),
  graph: v.string(),
  files: v.array(
    v.object({
      path: v.string(),
      bytes: v.pipe(v.number(), v.integer(), v.minValue(0)),
      sha256: v.nullable(v.string()),
    }),
  ),
});
export type DownloadPlan = v.InferOutput<typeof planSchema>;

export const isPinned = ({ revision }: HubEntry): boolean => revision !== null;

/** External data lies beside its graph as GRAPH_data, GRAPH_data_1, …, and may be there without the catalog naming it. */
export function filesOfVariant({ graph, files }: HubVariant, listing: HubListing): string[] {
  const data = [...listing.files.keys()].filter((path) => path.startsWith(`${graph}_data`));
  return [...new Set([graph, ...files.map(({ path }) => path).filter((path) => listing.files.has(path)), ...data])];
}

/** Throws `model-missing` when the repository has no such file. */
export function filesFromListing(
  entry: Pick<HubEntry, 'repository'>,
  paths: readonly string[],
  listing: HubListing,
): { path: string; bytes: number; sha256: string | null }[] {
  return paths.map((path) => {
    const file = listing.files.get(path);
    if (file) return { path, ...file };
    throw new ProblemError(
      'model-missing',
      `${entry.repository} has no file ${path} at ${listing.revision}.`,
      'The repository has changed: choose another model, or another variant of it.',
    );
  });
}

function pinnedPlan(entry: HubEntry, variant: HubVariant): DownloadPlan | undefined {
  const { revision } = entry;
  const files = [...entry.files, ...variant.files].flatMap(({ path, bytes, sha256 }) =>
    bytes === null ? [] : [{ path, bytes, sha256 }],
  );
  const whole = files.length === entry.files.length + variant.files.length;
  return revision !== null && whole ? { revision, dtype: variant.dtype, graph: variant.graph, files } : undefined;
}

/**
 * The plan of a pinned entry is its pin. That of any other is made of what the hub lists now; whoever downloads keeps it
 * and stays with it. Throws `model-missing`.
 */
export async function planDownload(
  entry: HubEntry,
  variant: HubVariant,
  hub = HUB,
  signal?: AbortSignal,
): Promise<DownloadPlan> {
  const pinned = pinnedPlan(entry, variant);
  if (pinned) return pinned;
  const listing = await listRepository(hub, entry.repository, entry.revision, signal);
  const paths = [...entry.files.map(({ path }) => path), ...filesOfVariant(variant, listing)];
  const { dtype, graph } = variant;
  return { revision: listing.revision, dtype, graph, files: filesFromListing(entry, paths, listing) };
}
