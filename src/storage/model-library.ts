import { ProblemError } from '../control/errors.ts';
import { CATALOG, chooseVariant, findModel, type CatalogEntry, type HubEntry } from './catalog.ts';
import { downloadModel, type DownloadEnd, type ModelProgress } from './download-model.ts';
import { isPinned } from './download-plan.ts';
import type { FileStore } from './file-store.ts';
import { memoryNeeds, sequenceBytes, type MemoryNeeds } from './memory-needs.ts';
import { localFolder, storedFolder, type LocalFile, type ModelFolder } from './model-folder.ts';
import { readRecord } from './model-record.ts';
import { deleteStored, listStored, storageRoom, type StorageRoom } from './stored-models.ts';

/** A model as a list shows it: plain data. */
export interface ModelSummary {
  readonly id: string;
  readonly title: string;
  readonly source: 'embedded' | 'hub' | 'local';
  /** Where it is from: repository and commit. */
  readonly origin: string;
  readonly licence: string;
  /** The catalog names the commit and every hash; otherwise the first download decides on them. */
  readonly pinned: boolean;
  /** Whoever wrote the entry has loaded and run these files. */
  readonly tried: boolean;
  /** Why it cannot be run; null where nothing is known against it. */
  readonly refused: string | null;
  /** All its files are here. */
  readonly ready: boolean;
  readonly storedBytes: number;
  /** Undefined until it is known. */
  readonly downloadBytes: number | undefined;
  readonly memory: MemoryNeeds | undefined;
  /** Longest sequence, in tokens, and what two lanes of it take beside the weights; undefined where nobody has said. */
  readonly context: { readonly tokens: number; readonly bytes: number } | undefined;
}

export interface ModelList {
  readonly models: readonly ModelSummary[];
  readonly room: StorageRoom;
}

/** What opening a model takes. */
export interface LocatedModel {
  readonly title: string;
  readonly folder: ModelFolder;
  readonly graph: string;
  readonly facts: Pick<CatalogEntry, 'thinking' | 'suggested' | 'highestEntropy'>;
  readonly contextLength?: number;
}

const LOCAL = 'local:';
/** Of models that nobody has described: the tags that most thinking models use. */
const LOCAL_FACTS = { thinking: { open: '<think>', close: '</think>' }, suggested: {} };

function sum(sizes: readonly (number | null)[]): number | undefined {
  return sizes.includes(null) ? undefined : sizes.reduce<number>((total, size) => total + (size ?? 0), 0);
}

/** The models of one worker: those of the catalog, those kept, and folders that were opened. */
export class ModelLibrary {
  readonly #store: FileStore;
  readonly #catalog: readonly CatalogEntry[];
  readonly #room: () => Promise<StorageRoom>;
  readonly #local = new Map<string, { readonly title: string; readonly files: readonly LocalFile[] }>();
  readonly #downloads = new Map<string, AbortController>();

  constructor(store: FileStore, room = storageRoom, catalog = CATALOG) {
    this.#store = store;
    this.#room = room;
    this.#catalog = catalog;
  }

  /** `shaderF16`: whether the device computes in 16-bit floats, on which the variant depends. */
  async list(shaderF16: boolean): Promise<ModelList> {
    const stored = new Map((await listStored(this.#store)).map((each) => [each.id, each]));
    const summarise = async (entry: CatalogEntry): Promise<ModelSummary> => {
      const { id, title, source } = entry;
      const common = { id, title, source, storedBytes: stored.get(id)?.bytes ?? 0 };
      if (entry.source === 'embedded') {
        const here = { pinned: true, tried: true, refused: null, ready: true, downloadBytes: 0 };
        return {
          ...common,
          ...here,
          memory: undefined,
          context: undefined,
          origin: 'comes with this page',
          licence: '',
        };
      }
      return { ...common, ...(await this.#summariseHub(entry, stored.get(id)?.complete ?? [], shaderF16)) };
    };
    const models = await Promise.all(this.#catalog.map(summarise));
    const local = [...this.#local].map(([id, { title, files }]): ModelSummary => {
      const storedBytes = files.reduce((total, { file }) => total + file.size, 0);
      const unknown = {
        pinned: false,
        tried: false,
        refused: null,
        memory: undefined,
        context: undefined,
        licence: '',
      };
      return {
        id,
        title,
        source: 'local',
        origin: 'on this machine',
        storedBytes,
        ready: true,
        downloadBytes: 0,
        ...unknown,
      };
    });
    return { models: [...models, ...local], room: await this.#room() };
  }

  /** Sizes are those of the pin, or else of the download that was begun. */
  async #summariseHub(entry: HubEntry, complete: readonly string[], shaderF16: boolean) {
    const dtype = shaderF16 ? 'q4f16' : 'q4';
    const variant = entry.variants.find((each) => each.dtype === dtype) ?? entry.variants[0];
    const plan = variant && (await readRecord(this.#store, entry.id, variant.dtype))?.plan;
    const files = plan?.files ?? [...entry.files, ...(variant?.files ?? [])];
    const weights = plan?.files.filter(({ path }) => path.startsWith(plan.graph)) ?? variant?.files;
    return {
      origin: `${entry.repository}${entry.revision === null ? '' : ` at ${entry.revision}`}`,
      licence: entry.licence,
      pinned: isPinned(entry),
      tried: entry.tried,
      refused: entry.refused ?? null,
      ready: variant !== undefined && complete.includes(variant.dtype),
      downloadBytes: sum(files.map(({ bytes }) => bytes)),
      memory: variant && weights && memoryNeeds(entry, { dtype: variant.dtype, files: weights }),
      context: variant && { tokens: entry.contextLength, bytes: sequenceBytes(entry, variant.dtype) },
    };
  }

  /** Fetches a model of the hub; see `downloadModel`. One that is under way is not started twice. */
  async download(
    id: string,
    shaderF16: boolean,
    onProgress: (progress: ModelProgress) => void,
    hub?: string,
  ): Promise<DownloadEnd> {
    const entry = findModel(id, this.#catalog);
    if (entry.source === 'embedded') return 'complete';
    if (this.#downloads.has(id)) {
      throw new ProblemError('model-missing', `${entry.title} is being loaded already.`, 'Wait until it is there.');
    }
    const abort = new AbortController();
    this.#downloads.set(id, abort);
    try {
      return await downloadModel({
        entry,
        store: this.#store,
        shaderF16,
        signal: abort.signal,
        onProgress,
        available: async () => (await this.#room()).availableBytes,
        ...(hub !== undefined && { hub }),
      });
    } finally {
      this.#downloads.delete(id);
    }
  }

  /** Ends a download; what came of it is kept. Unknown ids are ignored. */
  cancel(id: string): void {
    this.#downloads.get(id)?.abort(new DOMException('The download was cancelled.', 'AbortError'));
  }

  /** Deletes what is kept of a model, or forgets a folder. A download under way is cancelled first. */
  async delete(id: string): Promise<void> {
    if (this.#local.delete(id)) return;
    this.cancel(id);
    while (this.#downloads.has(id)) await new Promise((resolve) => setTimeout(resolve, 10));
    await deleteStored(this.#store, id);
  }

  /** Takes a folder, or files that were dropped, as a model; returns its id. Nothing is copied. */
  add(name: string, files: readonly LocalFile[]): string {
    localFolder(files, false); // throws when it is no whole model
    const id = LOCAL + name;
    this.#local.set(id, { title: name, files });
    return id;
  }

  /** Where the files of a model of the hub or of a folder are. Throws `model-missing` or `model-unsupported`. */
  async locate(id: string, shaderF16: boolean): Promise<LocatedModel> {
    const local = this.#local.get(id);
    if (local) return { title: local.title, facts: LOCAL_FACTS, ...localFolder(local.files, shaderF16) };
    if (id.startsWith(LOCAL)) {
      throw new ProblemError('model-missing', `The folder ${id.slice(LOCAL.length)} is not open.`, 'Open it again.');
    }
    const entry = findModel(id, this.#catalog);
    if (entry.source !== 'hub') throw new RangeError(`${id} comes with the page.`);
    const { dtype } = chooseVariant(entry, shaderF16);
    const record = await readRecord(this.#store, id, dtype);
    const complete = (await listStored(this.#store)).find((each) => each.id === id)?.complete ?? [];
    if (!record || !complete.includes(dtype)) {
      throw new ProblemError(
        'model-missing',
        `${entry.title} (${dtype}) is not here yet.`,
        'Download it first; a download that was interrupted goes on where it ended.',
      );
    }
    const { title, contextLength } = entry;
    return { title, contextLength, facts: entry, graph: record.plan.graph, folder: storedFolder(this.#store, id) };
  }
}
