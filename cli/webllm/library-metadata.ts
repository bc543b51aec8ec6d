import * as v from 'valibot';
import { ProblemError } from '../../src/control/errors.ts';

/** What a compiled model library says of itself: the parameters it wants, and how they are stored. */
const metadataSchema = v.object({
  model_type: v.string(),
  quantization: v.string(),
  prefill_chunk_size: v.number(),
  params: v.array(
    v.object({
      name: v.string(),
      /** A name in place of a number is a size that the library leaves open. */
      shape: v.array(v.union([v.number(), v.string()])),
      dtype: v.picklist(['float32', 'float16', 'uint32']),
    }),
  ),
});
export type LibraryMetadata = v.InferOutput<typeof metadataSchema>;

const START = '{"model_type"';

/** Reads the JSON that the compiler embeds. Throws `model-damaged` when there is none that can be read. */
export function readLibraryMetadata(library: Uint8Array): LibraryMetadata {
  const bytes = Buffer.from(library.buffer, library.byteOffset, library.byteLength);
  const start = bytes.indexOf(START);
  try {
    if (start < 0) throw new Error('it has no metadata');
    return v.parse(metadataSchema, JSON.parse(bytes.toString('latin1', start, endOfObject(bytes, start))));
  } catch (caught) {
    const why = caught instanceof Error ? caught.message : String(caught);
    throw new ProblemError(
      'model-damaged',
      `This is no compiled model library: ${why}.`,
      'Give a .wasm that MLC-LLM made.',
      {
        cause: caught,
      },
    );
  }
}

/** Where the object that begins at `start` ends. Its strings hold no brackets. */
function endOfObject(bytes: Buffer, start: number): number {
  let depth = 0;
  for (let at = start; at < bytes.length; at += 1) {
    const character = bytes[at];
    if (character === 0x7b) depth += 1;
    if (character === 0x7d) depth -= 1;
    if (depth === 0) return at + 1;
  }
  throw new Error('its metadata has no end');
}
