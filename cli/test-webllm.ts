import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import * as v from 'valibot';
import { parseCommandLine } from './arguments.ts';
import { runTool } from './child.ts';
import { ensureChromium } from './chromium.ts';
import { UsageError } from './failure.ts';
import { note, print } from './output.ts';
import { ROOT } from './root.ts';
import { serveModel } from './webllm/serve-model.ts';

const HELP = `npm run test:webllm -- --model-lib URL|FILE [--model URL] [--library FOLDER] [--only WORDS] [--gpu]

The engine contract on the real WebLLM, in headless Chromium. Compiled model libraries are made by MLC-LLM and belong to
one version of WebLLM; none comes with this repository.

  --model-lib URL|FILE  the compiled library (.wasm)
  --model URL           folder of the weights; without it, weights are made for the library and served from this machine
  --library FOLDER      another version of the package @mlc-ai/web-llm, unpacked, for older compiled libraries
  --only WORDS          only tests whose names contain these words
  --gpu                 the machine's GPU; otherwise WebGPU on the processor, which takes seconds per token`;

const isAddress = (text: string): boolean => /^https?:\/\//.test(text);

async function read(place: string): Promise<Uint8Array> {
  if (!isAddress(place)) return readFile(place);
  const response = await fetch(place);
  if (!response.ok) throw new UsageError(`${place}: HTTP ${response.status}`, 'Give an address that answers.');
  return new Uint8Array(await response.arrayBuffer());
}

async function versionOf(folder: string): Promise<string> {
  const file: unknown = JSON.parse(await readFile(join(folder, 'package.json'), 'utf8'));
  return v.parse(v.object({ version: v.string() }), file).version;
}

export async function run(args: readonly string[]): Promise<number> {
  const options = parseCommandLine('test:webllm', args, {
    'model-lib': { type: 'string' },
    model: { type: 'string' },
    library: { type: 'string' },
    only: { type: 'string' },
    gpu: { type: 'boolean', default: false },
    help: { type: 'boolean', short: 'h', default: false },
  });
  const { 'model-lib': modelLib, model, library, only, gpu, help } = options;
  if (help) {
    print(HELP);
    return 0;
  }
  if (modelLib === undefined) throw new UsageError('--model-lib is missing.', 'See: npm run test:webllm -- --help');
  const entry = library === undefined ? '' : join(resolve(library), 'lib/index.js');
  if (entry && !existsSync(entry)) throw new UsageError(`There is no ${entry}.`, 'Give the folder of the package.');
  await ensureChromium();
  const served = await serveModel(await read(modelLib));
  const place = { model: model ?? served.model, modelLib: isAddress(modelLib) ? modelLib : served.modelLib };
  note(`Weights from ${place.model}, compiled library from ${place.modelLib}`);
  try {
    const env = {
      WEBLLM_MODEL: place.model,
      WEBLLM_MODEL_LIB: place.modelLib,
      WEBLLM_PACKAGE: entry,
      WEBLLM_VERSION: await versionOf(library ?? join(ROOT, 'node_modules/@mlc-ai/web-llm')),
      WEBLLM_GPU: gpu ? 'hardware' : 'software',
    };
    const filter = only === undefined ? [] : ['--testNamePattern', only];
    return await runTool('vitest', ['run', '--root', ROOT, '--config', 'vitest.webllm.config.ts', ...filter], { env });
  } finally {
    await served.close();
  }
}
