import { join } from 'node:path';
import { preview } from 'vite';
import { buildSite } from './build.ts';
import { ROOT } from './root.ts';
import { closeAtExit } from './shutdown.ts';

export interface Site {
  /** Ends with a slash. */
  readonly url: string;
  close(): Promise<void>;
}

interface SiteOptions {
  /** 0 takes any free port. */
  readonly port?: number;
  readonly host?: string;
}

/** Builds the page when needed and serves it with the headers of vite.config.ts. */
export async function serveSite({ port = 0, host = '127.0.0.1' }: SiteOptions = {}): Promise<Site> {
  await buildSite();
  const server = await preview({
    root: ROOT,
    configFile: join(ROOT, 'vite.config.ts'),
    logLevel: 'warn',
    build: { outDir: join(ROOT, 'dist') },
    preview: { port, host, strictPort: true, open: false },
  });
  const address = server.httpServer.address();
  if (address === null || typeof address === 'string') throw new Error('The preview server has no port.');
  const close = closeAtExit(() => server.close());
  return { url: `http://localhost:${address.port}/`, close };
}
