import type { DeviceDecision } from '../engines/onnx/device.ts';
import type { EmbeddedEntry } from '../storage/catalog.ts';
import { embeddedFolder } from '../storage/embedded-models.ts';
import type { DownloadProgress } from '../storage/model-files.ts';
import type { Model } from './model.ts';
import { openModel } from './open-model.ts';

/** Fetches, verifies and loads a model that ships with the page. */
export async function openEmbedded(
  entry: EmbeddedEntry,
  decision: DeviceDecision,
  onDownload: (progress: DownloadProgress) => void,
  onCompile: () => void,
): Promise<Model> {
  const { id, graph } = entry;
  return openModel({ id, graph, facts: entry, folder: embeddedFolder(id, graph, onDownload) }, decision, onCompile);
}
