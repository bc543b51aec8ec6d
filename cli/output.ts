/** The only place that writes to the terminal. Results go to standard output, everything about getting there to standard error. */

// A reader that closes the pipe early ("| head") is no error.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code === 'EPIPE') process.exit(0);
  throw error;
});

/** Whether the cursor stands behind a line that is meant to be replaced. */
let inPlace = false;

function leaveLine(): void {
  if (inPlace) process.stderr.write('\n');
  inPlace = false;
}

export function print(text = ''): void {
  leaveLine();
  process.stdout.write(`${text}\n`);
}

export function note(text = ''): void {
  leaveLine();
  process.stderr.write(`${text}\n`);
}

/** Whether somebody watches standard error, so that a line can be replaced. */
export function isTerminal(): boolean {
  return process.stderr.isTTY;
}

/** A line on standard error that replaces the last one of its kind; for terminals. */
export function noteInPlace(text: string): void {
  // A line that wraps could not be replaced.
  process.stderr.write(`\r\x1b[2K${text.slice(0, (process.stderr.columns ?? 80) - 1)}`);
  inPlace = true;
}

/**
 * Where a line of progress goes, and the least time between two in milliseconds: one that is replaced on a terminal, one now
 * and then in a log.
 */
export function progressOutput(): { readonly say: (line: string) => void; readonly interval: number } {
  return isTerminal() ? { say: noteInPlace, interval: 250 } : { say: note, interval: 30_000 };
}

/** Resolves when everything printed has left the process, so that exiting cuts nothing off. */
export async function flush(): Promise<void> {
  await new Promise<void>((resolve) => process.stdout.write('', () => resolve()));
  await new Promise<void>((resolve) => process.stderr.write('', () => resolve()));
}
