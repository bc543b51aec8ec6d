import type { GraphTensor } from './graph-file.ts';
import type { ExternalFile } from './model-fit.ts';

/** The values of a tensor as they are stored, in the graph's own file or beside it; none where they are missing. */
export async function tensorBytes(stored: GraphTensor, external: readonly ExternalFile[]): Promise<Uint8Array> {
  if (!stored.external) return stored.raw ?? new Uint8Array(0);
  const { location, offset, length } = stored.external;
  const data = external.find(({ path }) => path === location)?.data ?? new Uint8Array(0);
  if (data instanceof Uint8Array) return data.subarray(offset, offset + length);
  return new Uint8Array(await data.slice(offset, offset + length).arrayBuffer());
}
