import type { DeviceDecision } from '../engines/onnx/device.ts';
import { CATALOG } from '../storage/catalog.ts';
import { embeddedFolder } from '../storage/embedded-models.ts';
import type { DownloadProgress } from '../storage/model-files.ts';
import type { ModelFolder } from '../storage/model-folder.ts';
import type { LocatedModel, ModelLibrary } from '../storage/model-library.ts';
import type { Model } from './model.ts';
import { openEmbedded } from './open-embedded.ts';
import { openModel } from './open-model.ts';

export interface OpenHooks {
  /** Followed while a model that ships with the page is fetched. */
  readonly onDownload: (progress: DownloadProgress) => void;
  /** The files are read and the engine starts. */
  readonly onCompile: () => void;
  /** Ends a fetch that takes long. */
  readonly signal?: AbortSignal;
}

/** A model whose files are there, but that takes no memory yet. */
export interface FoundModel {
  readonly title: string;
  readonly folder: ModelFolder;
  readonly suggested: LocatedModel['facts']['suggested'];
  readonly open: (hooks: OpenHooks) => Promise<Model>;
}

/** Finds a model by its id, wherever it is from. Throws `model-missing` when its files are not here. */
export async function findInLibrary(library: ModelLibrary, id: string, decision: DeviceDecision): Promise<FoundModel> {
  const entry = CATALOG.find((each) => each.id === id);
  if (entry?.source === 'embedded') {
    const { title, graph, suggested } = entry;
    return {
      title,
      suggested,
      folder: embeddedFolder(id, graph, () => undefined),
      open: ({ onDownload, onCompile }) => openEmbedded(entry, decision, onDownload, onCompile),
    };
  }
  const located = await library.locate(id, decision.limits?.shaderF16 ?? false);
  const { title, folder, facts } = located;
  const { suggested } = facts;
  return { title, folder, suggested, open: ({ onCompile }) => openModel({ id, ...located }, decision, onCompile) };
}
