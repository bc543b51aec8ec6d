/** A file that is being written: it only ever grows at its end, and gets its name when it is finished. */
export interface PartialFile {
  /** Bytes it holds. */
  readonly size: number;
  /** Up to `length` bytes from `from` on. */
  read(from: number, length: number): Uint8Array;
  /** Appends. Throws `model-missing` when the browser has no room left. */
  write(bytes: Uint8Array): void;
  /** Drops what it holds. */
  clear(): void;
  /** Makes it a finished file in place of an earlier one. It is closed. */
  finish(): Promise<void>;
  /** Leaves it unfinished; it can be opened again. */
  close(): void;
}

export interface StoredFile {
  readonly path: string;
  readonly bytes: number;
  /** Unfinished. */
  readonly partial: boolean;
}

/** Files of models by the model's id and their path in it. */
export interface FileStore {
  /** Opens the unfinished file, or a new empty one. Throws `model-missing` while another page has it open. */
  openPartial(model: string, path: string): Promise<PartialFile>;
  /** A finished file; undefined when there is none. */
  read(model: string, path: string): Promise<Blob | undefined>;
  /** All files of a model; none for an unknown one. */
  list(model: string): Promise<readonly StoredFile[]>;
  /** Ids of the models that have files. */
  models(): Promise<readonly string[]>;
  delete(model: string, path: string): Promise<void>;
}
