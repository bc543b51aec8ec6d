import { createReadStream } from 'node:fs';
import { rm } from 'node:fs/promises';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { createRequire } from 'node:module';
import { basename, dirname, join } from 'node:path';
import { build, preview, type InlineConfig } from 'vite';
import { ROOT } from '../../cli/root.ts';
import { closeAtExit } from '../../cli/shutdown.ts';

/** The onnxruntime-web that belongs to transformers.js, which is another version than ours. */
function transformersRuntime(): string {
  const transformers = createRequire(import.meta.url).resolve('@huggingface/transformers');
  return dirname(createRequire(transformers).resolve('onnxruntime-web'));
}

const TYPES: Readonly<Record<string, string>> = {
  mjs: 'text/javascript',
  wasm: 'application/wasm',
  json: 'application/json',
};
const typeOf = (path: string): string => TYPES[path.slice(path.lastIndexOf('.') + 1)] ?? 'application/octet-stream';

const ISOLATION = {
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Cross-Origin-Embedder-Policy': 'require-corp',
};

/** Serves what is not part of the build: models by path, and the runtime of transformers.js. */
function extraFiles(models: ReadonlyMap<string, Uint8Array>) {
  const runtime = transformersRuntime();
  return (request: IncomingMessage, response: ServerResponse, next: () => void): void => {
    const path = decodeURIComponent(new URL(request.url ?? '/', 'http://bench').pathname);
    const isRuntime = path.startsWith('/transformers-runtime/');
    if (!isRuntime && !path.startsWith('/models/')) return next();
    for (const [name, value] of Object.entries(ISOLATION)) response.setHeader(name, value);
    response.setHeader('Content-Type', typeOf(path));
    if (isRuntime) {
      createReadStream(join(runtime, basename(path)))
        .on('error', () => response.writeHead(404).end())
        .pipe(response);
      return undefined;
    }
    const bytes = models.get(path.slice('/models/'.length));
    if (!bytes) response.writeHead(404).end();
    else response.writeHead(200, { 'Content-Length': bytes.length }).end(request.method === 'HEAD' ? undefined : bytes);
    return undefined;
  };
}

/**
 * Builds the page in a folder of bench/ and serves it with the models, by path under models/. Resolves with its address.
 */
export async function serveBench(models: ReadonlyMap<string, Uint8Array>, folder = 'engine/page'): Promise<string> {
  const outDir = join(ROOT, 'node_modules', '.cache', `second-thought-bench-${process.pid}`);
  const common: InlineConfig = {
    root: join(ROOT, 'bench', folder),
    configFile: false,
    logLevel: 'error',
    build: { outDir, emptyOutDir: true, target: 'es2022', assetsInlineLimit: 0, chunkSizeWarningLimit: 5000 },
    worker: { format: 'es' },
  };
  closeAtExit(() => rm(outDir, { recursive: true, force: true }));
  await build(common);
  const server = await preview({
    ...common,
    plugins: [
      { name: 'bench-files', configurePreviewServer: ({ middlewares }) => void middlewares.use(extraFiles(models)) },
    ],
    preview: { port: 0, host: '127.0.0.1', headers: ISOLATION },
  });
  closeAtExit(() => server.close());
  const address = server.httpServer.address();
  if (address === null || typeof address === 'string') throw new Error('The preview server has no port.');
  return `http://localhost:${address.port}/`;
}
