import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex } from '@noble/hashes/utils.js';
import type { PartialFile } from './file-store.ts';

/** SHA-256 of a stream: the browser's own wants the whole file in memory. */
export class StreamHash {
  readonly #hash = sha256.create();

  update(bytes: Uint8Array): void {
    this.#hash.update(bytes);
  }

  /** Hexadecimal; nothing can be added afterwards. */
  digest(): string {
    return bytesToHex(this.#hash.digest());
  }
}

const PIECE = 4 * 1024 * 1024;

/** The hash of what a file holds so far. `breathe` is awaited between pieces, so that a cancel gets through. */
export async function hashPartial(file: PartialFile, breathe: (done: number) => Promise<void>): Promise<StreamHash> {
  const hash = new StreamHash();
  for (let at = 0; at < file.size; at += PIECE) {
    hash.update(file.read(at, PIECE));
    await breathe(Math.min(file.size, at + PIECE));
  }
  return hash;
}
