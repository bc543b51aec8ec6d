import { reportFailure } from './failure.ts';
import { flush } from './output.ts';
import { closeEverything, closeOnSignals, isClosing, untilClosed } from './shutdown.ts';

export interface Command {
  /** Resolves with the exit code. */
  run(args: readonly string[]): Promise<number>;
}

/** Runs one command to its end, closes what it opened and exits. */
export async function runCommand(load: () => Promise<Command>, args: readonly string[]): Promise<never> {
  closeOnSignals();
  let code: number;
  try {
    const command = await load();
    code = await command.run(args);
    // Done as it was told to end: it ends by the signal, once all is closed.
    if (isClosing()) await untilClosed();
  } catch (caught) {
    // Whoever closes the browser also breaks what waits for it.
    if (isClosing()) await untilClosed();
    code = reportFailure(caught);
  }
  await closeEverything();
  await flush();
  process.exit(code);
}
