import { parseCommandLine } from './arguments.ts';
import { UsageError } from './failure.ts';
import { print } from './output.ts';
import { findFreePort } from './ports.ts';
import { serveSite, type Site } from './site.ts';
import { untilClosed } from './shutdown.ts';

const HELP = `npm start [-- --port N] [--host ADDRESS]

Builds the laboratory when something changed and serves it.

  --port N         port to start looking from (4173)
  --host ADDRESS   address to listen on (127.0.0.1); browsers offer WebGPU only on localhost or https`;

export function parsePort(text: string): number {
  const port = Number(text);
  if (Number.isInteger(port) && port >= 1 && port <= 65_535) return port;
  throw new UsageError(
    `--port is ${text}, but must be a whole number from 1 to 65535.`,
    'Leave it out to start from 4173.',
  );
}

/** Serves on the first free port from `port` on; one that somebody takes in the meantime counts as taken. */
async function serveFrom(wanted: number, host: string): Promise<{ site: Site; port: number }> {
  const port = await findFreePort(wanted);
  try {
    return { site: await serveSite({ port, host }), port };
  } catch (caught) {
    if (caught instanceof Error && caught.message.includes('already in use')) return serveFrom(port + 1, host);
    throw caught;
  }
}

export async function run(args: readonly string[]): Promise<number> {
  const { port, host, help } = parseCommandLine('start', args, {
    port: { type: 'string', default: '4173' },
    host: { type: 'string', default: '127.0.0.1' },
    help: { type: 'boolean', short: 'h', default: false },
  });
  if (help) {
    print(HELP);
    return 0;
  }
  const wanted = parsePort(port);
  const { site, port: served } = await serveFrom(wanted, host);
  if (served !== wanted) print(`Port ${wanted} is taken; serving on ${served}.`);
  print(`Second Thought is at ${site.url}`);
  return untilClosed();
}
