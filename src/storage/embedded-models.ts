import * as v from 'valibot';
import { ProblemError } from '../control/errors.ts';
import { fetchModelFile, manifestSchema, type DownloadProgress, type Manifest } from './model-files.ts';
import type { ModelFolder } from './model-folder.ts';

/** Files that ship with the page, by their path under models/. The manifests are part of the code and so vouch for the rest. */
const urls = import.meta.glob<string>(['../../models/ponder/**/*.{onnx,json}', '!**/{manifest,examples}.json'], {
  query: '?url',
  import: 'default',
  eager: true,
});
const manifests = import.meta.glob<unknown>('../../models/*/manifest.json', { import: 'default', eager: true });

const folderOf = (model: string): string => `../../models/${model}/`;

/** Where a file of an embedded model is served. Throws `model-missing`. */
function embeddedUrl(model: string, path: string): string {
  const url = urls[folderOf(model) + path];
  if (url === undefined)
    throw new ProblemError(
      'model-missing',
      `The model ${model} has no file ${path} in this build.`,
      'Rebuild the page.',
    );
  return url;
}

function embeddedManifest(model: string): Manifest {
  const manifest = manifests[`${folderOf(model)}manifest.json`];
  if (manifest === undefined)
    throw new ProblemError(
      'model-missing',
      `There is no embedded model "${model}".`,
      'Choose a model from the catalog.',
    );
  return v.parse(manifestSchema, manifest);
}

const silent = (): void => undefined;

/** Files that ship with the page, each held to the manifest. `onDownload` follows that of `graph`. */
export function embeddedFolder(
  model: string,
  graph: string,
  onDownload: (progress: DownloadProgress) => void,
): ModelFolder {
  const manifest = embeddedManifest(model);
  return {
    async file(path) {
      const url = embeddedUrl(model, path);
      return new Blob([await fetchModelFile(url, path, manifest, path === graph ? onDownload : silent)]);
    },
    has: (path) => Promise.resolve(urls[folderOf(model) + path] !== undefined),
  };
}
