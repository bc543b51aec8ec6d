import { parseCommandLine } from './arguments.ts';
import { UsageError } from './failure.ts';
import { print } from './output.ts';
import { findFreePort } from './ports.ts';
import { serveSite } from './site.ts';
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
  const free = await findFreePort(wanted);
  const site = await serveSite({ port: free, host });
  if (free !== wanted) print(`Port ${wanted} is taken; serving on ${free}.`);
  print(`Second Thought is at ${site.url}`);
  return untilClosed();
}
