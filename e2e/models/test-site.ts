import { readFile } from 'node:fs/promises';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { extname, join, normalize } from 'node:path';
import { build, type Plugin } from 'vite';
import config from '../../vite.config.ts';
import { ROOT } from '../../cli/root.ts';
import type { StandInHub } from '../../src/testing/stand-in-hub.ts';

const TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html',
  '.js': 'text/javascript',
  '.mjs': 'text/javascript',
  '.wasm': 'application/wasm',
  '.json': 'application/json',
};

/** The page knows the models of the test instead of the real ones. */
function withCatalog(models: readonly unknown[]): Plugin {
  return {
    name: 'test-catalog',
    enforce: 'pre',
    load: (id) => (id.split('?')[0]?.endsWith('models/catalog.json') ? JSON.stringify({ models }) : null),
  };
}

async function buildPage(models: readonly unknown[], outDir: string): Promise<void> {
  const { NODE_ENV } = process.env;
  await build({
    configFile: false,
    root: join(ROOT, 'e2e', 'models'),
    base: './',
    logLevel: 'error',
    plugins: [withCatalog(models)],
    worker: { format: 'es', plugins: () => [withCatalog(models)] },
    assetsInclude: ['**/*.onnx'],
    build: { outDir, emptyOutDir: true, target: 'es2022', assetsInlineLimit: 0, chunkSizeWarningLimit: 1000 },
  });
  // Vite sets it to "production", which programs started later would inherit.
  if (NODE_ENV === undefined) delete process.env['NODE_ENV'];
  else process.env['NODE_ENV'] = NODE_ENV;
}

/** A page around the inference worker, and a hub, at one address, with the headers of the real page. */
export async function serveModelPage(
  models: readonly unknown[],
  hub: StandInHub,
): Promise<{ readonly url: string; close(): void }> {
  const folder = mkdtempSync(join(tmpdir(), 'second-thought-'));
  await buildPage(models, folder);
  const headers = config.preview?.headers as Record<string, string>;
  const server = createServer((request, response) => {
    const path = new URL(request.url ?? '/', 'http://site').pathname;
    if (/^\/(api|moved|someone)\//.test(path)) return hub.answer(request, response);
    const file = normalize(path === '/' ? '/index.html' : path);
    readFile(join(folder, file)).then(
      (content) => response.writeHead(200, { ...headers, 'content-type': TYPES[extname(file)] ?? '' }).end(content),
      () => response.writeHead(404).end(),
    );
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('The server has no port.');
  return {
    url: `http://localhost:${address.port}/`,
    close() {
      server.closeAllConnections();
      server.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
