import { spawn, type ChildProcess } from 'node:child_process';

export interface Result {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

interface Running {
  readonly child: ChildProcess;
  readonly result: Promise<Result>;
}

/**
 * Starts a command as `npm run` does; standard output and error apart. `detached`: in a process group of its own, as a
 * terminal does.
 */
export function startCommand(
  args: readonly string[],
  environment: Readonly<Record<string, string>> = {},
  detached = false,
): Running {
  const child = spawn(process.execPath, ['cli/run.mjs', ...args], {
    env: { ...process.env, ...environment },
    detached,
  });
  let stdout = '';
  let stderr = '';
  child.stdout.on('data', (chunk: Buffer) => (stdout += chunk.toString()));
  child.stderr.on('data', (chunk: Buffer) => (stderr += chunk.toString()));
  const result = new Promise<Result>((resolve) => {
    child.on('close', (code) => resolve({ code, stdout, stderr }));
  });
  return { child, result };
}

export function runCommand(...args: string[]): Promise<Result> {
  return startCommand(args).result;
}
