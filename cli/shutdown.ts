import { note } from './output.ts';

/**
 * What a command opened (browsers, servers, child processes) is closed here, however the command ends, so that no
 * process is left behind.
 */
type Close = () => Promise<unknown> | void;

const open = new Set<Close>();

/** Registers `close` for the end of the command. Returns a function that closes early, once. */
export function closeAtExit(close: Close): () => Promise<void> {
  open.add(close);
  return async () => {
    if (open.delete(close)) await close();
  };
}

/** Last opened, first closed: a browser before the server it talks to. */
export async function closeEverything(): Promise<void> {
  for (const close of [...open].toReversed()) {
    open.delete(close);
    try {
      await close();
    } catch {
      // Already gone; the others still have to be closed.
    }
  }
}

const EXIT_CODES = { SIGINT: 130, SIGTERM: 143, SIGHUP: 129 } as const;

let closing = false;

/** Whether the command is ending because it was told to: what breaks from then on is no failure. */
export function isClosing(): boolean {
  return closing;
}

/** `why` is told: what ends in silence looks like a fault. */
function closeAndExit(code: number, why: string): void {
  closing = true;
  // The terminal may have gone first.
  process.stderr.on('error', () => undefined);
  note(`Ending: ${why}.`);
  void closeEverything().finally(() => process.exit(code));
}

/** A signal closes everything first; a second one leaves at once. */
export function closeOnSignals(): void {
  for (const [signal, code] of Object.entries(EXIT_CODES)) {
    process.once(signal, () => {
      process.once(signal, () => process.exit(code));
      closeAndExit(code, signal);
    });
  }
  // npm passes SIGTERM to the shell between us, which ends without passing it on: then we have another parent.
  const parent = process.ppid;
  setInterval(() => {
    if (process.ppid !== parent && !closing)
      closeAndExit(EXIT_CODES.SIGTERM, 'the process that started this command has ended');
  }, 500).unref();
}

/** For servers: never resolves; the command ends with a signal. */
export function untilClosed(): Promise<never> {
  return new Promise(() => undefined);
}
