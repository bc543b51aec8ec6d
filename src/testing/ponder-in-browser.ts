import type { Model } from '../decoding/model.ts';
import { openEmbedded } from '../decoding/open-embedded.ts';
import { prepareRun } from '../decoding/run.ts';
import { chooseDevice, type Device } from '../engines/onnx/device.ts';
import { findEmbedded } from '../storage/catalog.ts';

const ignore = (): void => undefined;

/** The embedded model as the page loads it, on a device asked for by name. */
export async function openPonderOn(device: Device): Promise<Model> {
  return openEmbedded(findEmbedded('ponder'), await chooseDevice(device), ignore, ignore);
}

/** The ids of a prompt and of at most `maxTokens` tokens of plain output. */
export async function plainOutput(
  model: Model,
  prompt: string,
  maxTokens: number,
): Promise<{ promptIds: number[]; ids: number[] }> {
  const sampling = { temperature: 0.6, topP: 0.95, topK: 0, minP: 0, seed: 7 };
  const { header, events } = prepareRun(model, { prompt, strategies: [], sampling, maxTokens });
  const ids: number[] = [];
  for await (const event of events()) if (event.kind === 'token') ids.push(event.record.id);
  return { promptIds: header.promptIds, ids };
}
