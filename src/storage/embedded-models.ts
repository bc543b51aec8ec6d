import * as v from 'valibot';
import { ProblemError } from '../control/errors.ts';
import { manifestSchema, type Manifest } from './model-files.ts';

/** Files that ship with the page, by their path under models/. The manifests are part of the code and so vouch for the rest. */
const urls = import.meta.glob<string>(
  ['../../models/ponder/**/*.{onnx,json}', '!**/{manifest,reference,examples,suggested}.json'],
  {
    query: '?url',
    import: 'default',
    eager: true,
  },
);
const manifests = import.meta.glob<unknown>('../../models/*/manifest.json', { import: 'default', eager: true });

const folderOf = (model: string): string => `../../models/${model}/`;

/** Where a file of an embedded model is served. Throws `model-missing`. */
export function embeddedUrl(model: string, path: string): string {
  const url = urls[folderOf(model) + path];
  if (url === undefined)
    throw new ProblemError(
      'model-missing',
      `The model ${model} has no file ${path} in this build.`,
      'Rebuild the page.',
    );
  return url;
}

export function embeddedManifest(model: string): Manifest {
  const manifest = manifests[`${folderOf(model)}manifest.json`];
  if (manifest === undefined)
    throw new ProblemError(
      'model-missing',
      `There is no embedded model "${model}".`,
      'Choose a model from the catalog.',
    );
  return v.parse(manifestSchema, manifest);
}
