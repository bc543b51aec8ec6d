/** What the examples of the documentation find around them in the test: Ponder's files, and no network. */
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const models = new URL('../../../models/', import.meta.url);

globalThis.fetch = (request) => {
  const { url } = new Request(request);
  const name = url.slice(url.lastIndexOf('/') + 1);
  return Promise.resolve(new Response(readFileSync(new URL(`ponder/${name}`, models))));
};

if (process.env['EXAMPLE'] === 'transformers') {
  const { env } = await import('@huggingface/transformers');
  env.allowRemoteModels = false;
  env.localModelPath = fileURLToPath(models);
}
