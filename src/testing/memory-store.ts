import type { FileStore, PartialFile } from '../storage/file-store.ts';
import { storageFull } from '../storage/storage-problems.ts';
import { joinBytes } from '../engines/onnx/protobuf-writer.ts';

/** A store in memory that can be filled up: `room` is the number of bytes it takes in all. */
export class MemoryStore implements FileStore {
  readonly files = new Map<string, Uint8Array<ArrayBuffer>>();
  readonly partials = new Map<string, Uint8Array<ArrayBuffer>>();
  room = Infinity;

  openPartial(model: string, path: string): Promise<PartialFile> {
    const { files, partials } = this;
    const key = `${model}/${path}`;
    const held = (): Uint8Array<ArrayBuffer> => partials.get(key) ?? new Uint8Array(0);
    partials.set(key, held());
    return Promise.resolve({
      get size() {
        return held().length;
      },
      read: (from, length) => held().slice(from, from + length),
      write: (bytes) => {
        if (held().length + bytes.length > this.room) throw storageFull(held().length + bytes.length, this.room);
        partials.set(key, joinBytes([held(), bytes]));
      },
      clear: () => void partials.set(key, new Uint8Array(0)),
      finish: () => {
        files.set(key, held());
        partials.delete(key);
        return Promise.resolve();
      },
      close: () => undefined,
    });
  }

  read(model: string, path: string): Promise<Blob | undefined> {
    const bytes = this.files.get(`${model}/${path}`);
    return Promise.resolve(bytes && new Blob([bytes]));
  }

  list(model: string): ReturnType<FileStore['list']> {
    const of = (map: ReadonlyMap<string, Uint8Array>, partial: boolean) =>
      [...map].flatMap(([key, { length: bytes }]) =>
        key.startsWith(`${model}/`) ? [{ path: key.slice(model.length + 1), bytes, partial }] : [],
      );
    return Promise.resolve([...of(this.files, false), ...of(this.partials, true)]);
  }

  models(): Promise<readonly string[]> {
    const keys = [...this.files.keys(), ...this.partials.keys()];
    return Promise.resolve([...new Set(keys.map((key) => key.slice(0, key.indexOf('/'))))]);
  }

  delete(model: string, path: string): Promise<void> {
    this.files.delete(`${model}/${path}`);
    this.partials.delete(`${model}/${path}`);
    return Promise.resolve();
  }
}
