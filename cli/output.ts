/** The only place that writes to the terminal. Results go to standard output, everything about getting there to standard error. */

// A reader that closes the pipe early ("| head") is no error.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code === 'EPIPE') process.exit(0);
  throw error;
});

export function print(text = ''): void {
  process.stdout.write(`${text}\n`);
}

export function note(text = ''): void {
  process.stderr.write(`${text}\n`);
}

/** Resolves when everything printed has left the process, so that exiting cuts nothing off. */
export async function flush(): Promise<void> {
  await new Promise<void>((resolve) => process.stdout.write('', () => resolve()));
  await new Promise<void>((resolve) => process.stderr.write('', () => resolve()));
}
