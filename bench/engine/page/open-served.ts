import { openModel } from '../../../src/decoding/open-model.ts';
import type { Model } from '../../../src/decoding/model.ts';
import { chooseDevice } from '../../../src/engines/onnx/device.ts';
import type { ModelFolder } from '../../../src/storage/model-folder.ts';
import type { ServedModel } from './contender.ts';

function servedFolder(folder: string): ModelFolder {
  return {
    async file(path) {
      const response = await fetch(folder + path);
      if (!response.ok) throw new Error(`${path}: ${response.status}`);
      return response.blob();
    },
    has: async (path) => (await fetch(folder + path, { method: 'HEAD' })).ok,
  };
}

/** The model as the page would open it, but without an end: generation goes on for as long as it is timed. */
export async function openServed({ id, folder, graph, facts, device }: ServedModel): Promise<Model> {
  const model = await openModel(
    { id, folder: servedFolder(folder), graph, facts },
    await chooseDevice(device),
    () => undefined,
  );
  return { ...model, facts: { ...model.facts, stopIds: new Set() } };
}
