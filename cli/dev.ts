import { join } from 'node:path';
import { createServer } from 'vite';
import { parseCommandLine } from './arguments.ts';
import { print } from './output.ts';
import { findFreePort } from './ports.ts';
import { ROOT } from './root.ts';
import { closeAtExit, untilClosed } from './shutdown.ts';

/** Serves the sources, reloading the page when they change. */
export async function run(args: readonly string[]): Promise<number> {
  parseCommandLine('dev', args, {});
  const port = await findFreePort(5173);
  const server = await createServer({
    root: ROOT,
    configFile: join(ROOT, 'vite.config.ts'),
    server: { port, strictPort: true, host: '127.0.0.1' },
  });
  closeAtExit(() => server.close());
  await server.listen();
  print(`Second Thought (sources) is at http://localhost:${port}/`);
  return untilClosed();
}
