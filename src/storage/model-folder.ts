import { ProblemError } from '../control/errors.ts';
import type { FileStore } from './file-store.ts';

/** The files of one model, wherever they lie, by their path in its repository. */
export interface ModelFolder {
  /** Throws `model-missing`. */
  file(path: string): Promise<Blob>;
  has(path: string): Promise<boolean>;
}

function missing(path: string): ProblemError {
  return new ProblemError(
    'model-missing',
    `The model has no file ${path}.`,
    'Load the model again; of a folder of your own, open the one that holds config.json and tokenizer.json.',
  );
}

export function storedFolder(store: FileStore, model: string): ModelFolder {
  return {
    async file(path) {
      const file = await store.read(model, path);
      if (!file) throw missing(path);
      return file;
    },
    has: async (path) => (await store.read(model, path)) !== undefined,
  };
}

/** A file that was chosen or dropped, with its path in the folder; its bare name when it came alone. */
export interface LocalFile {
  readonly path: string;
  readonly file: Blob;
}

const LARGEST_LIST = 10_000;

/** Directories above all files are of no interest: a folder may have been chosen with any number of them around it. */
function stripCommon(paths: readonly string[]): readonly string[] {
  const config = paths.filter((path) => /(^|\/)config\.json$/.test(path)).sort((a, b) => a.length - b.length)[0];
  const prefix = config?.slice(0, -'config.json'.length) ?? '';
  return paths.map((path) => (path.startsWith(prefix) ? path.slice(prefix.length) : path));
}

/** The graph that fits the device best, by the names of public repositories: 4-bit before the rest. */
function chooseGraph(paths: readonly string[], shaderF16: boolean): string | undefined {
  const graphs = paths.filter((path) => path.endsWith('.onnx'));
  const wanted = [...(shaderF16 ? [/q4f16\.onnx$/] : []), /q4\.onnx$/, /_q4\b.*\.onnx$/, /model\.onnx$/];
  return wanted.map((name) => graphs.find((path) => name.test(path))).find(Boolean) ?? graphs[0];
}

/**
 * A model among files that a visitor chose or dropped; they stay where they are. Files dropped without their folders are
 * found by their names. Throws `model-missing`, naming what is not there.
 */
export function localFolder(
  files: readonly LocalFile[],
  shaderF16: boolean,
): { readonly folder: ModelFolder; readonly graph: string } {
  const paths = stripCommon(files.map(({ path }) => path));
  const byPath = new Map(paths.slice(0, LARGEST_LIST).map((path, index) => [path, files[index]?.file]));
  const find = (path: string): Blob | undefined =>
    byPath.get(path) ?? byPath.get(path.slice(path.lastIndexOf('/') + 1));
  const graph = chooseGraph(paths, shaderF16);
  const lacking = ['config.json', 'tokenizer.json', 'tokenizer_config.json'].filter((path) => !find(path));
  if (graph === undefined) lacking.push('a graph (*.onnx)');
  if (graph === undefined || lacking.length > 0) {
    throw new ProblemError(
      'model-missing',
      `These files are no whole model: ${lacking.join(', ')} ${lacking.length > 1 ? 'are' : 'is'} missing.`,
      'Choose the folder of a repository of ONNX language models, with its configuration and tokenizer.',
    );
  }
  return {
    graph,
    folder: {
      async file(path) {
        const file = find(path);
        if (!file) throw missing(path);
        return file;
      },
      has: async (path) => find(path) !== undefined,
    },
  };
}
