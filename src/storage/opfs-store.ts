import type { FileStore, PartialFile, StoredFile } from './file-store.ts';
import { heldElsewhere, storageFull } from './storage-problems.ts';

/** Folder of this origin's private file system that models lie in. */
const ROOT = 'models';
const PARTIAL = '.partial';

/** What TypeScript's library for pages leaves out: writing in place is for workers alone. */
interface AccessHandle {
  getSize(): number;
  read(bytes: Uint8Array, options: { at: number }): number;
  write(bytes: Uint8Array, options: { at: number }): number;
  truncate(size: number): void;
  flush(): void;
  close(): void;
}
interface WritableFile {
  createSyncAccessHandle(): Promise<AccessHandle>;
  /** Renames it, in place of a file that has the name already. */
  move(name: string): Promise<void>;
}

/** A path as one file name. */
const nameOf = (path: string): string => encodeURIComponent(path);

const isMissing = (caught: unknown): boolean => caught instanceof DOMException && caught.name === 'NotFoundError';

async function folderOf(model: string, create: boolean): Promise<FileSystemDirectoryHandle | undefined> {
  try {
    const root = await (await navigator.storage.getDirectory()).getDirectoryHandle(ROOT, { create });
    return await root.getDirectoryHandle(nameOf(model), { create });
  } catch (caught) {
    if (isMissing(caught)) return undefined;
    throw caught;
  }
}

class OpfsPartial implements PartialFile {
  readonly #file: WritableFile;
  readonly #access: AccessHandle;
  readonly #name: string;
  #size: number;
  #closed = false;

  constructor(file: WritableFile, access: AccessHandle, name: string) {
    this.#file = file;
    this.#access = access;
    this.#name = name;
    this.#size = access.getSize();
  }

  get size(): number {
    return this.#size;
  }

  read(from: number, length: number): Uint8Array {
    const bytes = new Uint8Array(Math.max(0, Math.min(length, this.#size - from)));
    return bytes.subarray(0, this.#access.read(bytes, { at: from }));
  }

  write(bytes: Uint8Array): void {
    let written = 0;
    try {
      written = this.#access.write(bytes, { at: this.#size });
    } catch (caught) {
      if (!(caught instanceof DOMException && caught.name === 'QuotaExceededError')) throw caught;
    }
    // Chromium 156 throws nothing when the disk is full: it returns an error number, -8, as 2^32 - 8.
    if (written !== bytes.length) {
      this.#access.truncate(this.#size);
      throw storageFull(this.#size + bytes.length, undefined);
    }
    this.#size += written;
  }

  clear(): void {
    this.#access.truncate(0);
    this.#size = 0;
  }

  async finish(): Promise<void> {
    this.close();
    await this.#file.move(this.#name);
  }

  close(): void {
    if (this.#closed) return;
    this.#closed = true;
    this.#access.flush();
    this.#access.close();
  }
}

/** The origin private file system, from inside a dedicated worker: only there can a file be written in place. */
export function opfsStore(): FileStore {
  return {
    async openPartial(model, path) {
      const folder = await folderOf(model, true);
      if (!folder) throw new Error('The folder of a model could not be made.');
      const handle = await folder.getFileHandle(nameOf(path) + PARTIAL, { create: true });
      const file = handle as unknown as WritableFile;
      try {
        return new OpfsPartial(file, await file.createSyncAccessHandle(), nameOf(path));
      } catch (caught) {
        throw heldElsewhere(path, caught);
      }
    },
    async read(model, path) {
      try {
        const folder = await folderOf(model, false);
        return await (await folder?.getFileHandle(nameOf(path)))?.getFile();
      } catch (caught) {
        if (isMissing(caught)) return undefined;
        throw caught;
      }
    },
    async list(model) {
      const folder = await folderOf(model, false);
      const files: StoredFile[] = [];
      if (!folder) return files;
      for await (const handle of folder.values()) {
        if (handle.kind !== 'file') continue;
        const partial = handle.name.endsWith(PARTIAL);
        const name = partial ? handle.name.slice(0, -PARTIAL.length) : handle.name;
        const { size: bytes } = await handle.getFile();
        files.push({ path: decodeURIComponent(name), bytes, partial });
      }
      return files;
    },
    async models() {
      const root = await navigator.storage.getDirectory();
      try {
        const names: string[] = [];
        for await (const name of (await root.getDirectoryHandle(ROOT)).keys()) names.push(decodeURIComponent(name));
        return names;
      } catch (caught) {
        if (isMissing(caught)) return [];
        throw caught;
      }
    },
    async delete(model, path) {
      const folder = await folderOf(model, false);
      for (const name of [nameOf(path), nameOf(path) + PARTIAL]) {
        await folder?.removeEntry(name).catch((caught: unknown) => {
          if (!isMissing(caught)) throw heldElsewhere(path, caught);
        });
      }
    },
  };
}
