import { spawn } from 'node:child_process';
import { ROOT } from './root.ts';
import { closeAtExit } from './shutdown.ts';

interface ChildOptions {
  /** Where the child's standard output goes; `stderr` keeps ours clean. */
  readonly output?: 'stdout' | 'stderr';
  readonly env?: Readonly<Record<string, string>>;
}

/** Runs a program in the repository to its end and resolves with its exit code; 127 when it cannot be started. */
export async function runChild(program: string, args: readonly string[], options: ChildOptions = {}): Promise<number> {
  const child = spawn(program, args, {
    cwd: ROOT,
    stdio: ['ignore', options.output === 'stderr' ? 2 : 'inherit', 'inherit'],
    env: { ...process.env, ...options.env },
  });
  const ended = new Promise<number>((resolve) => {
    child.once('error', () => resolve(127));
    child.once('exit', (code) => resolve(code ?? 1));
  });
  const end = closeAtExit(async () => {
    child.kill('SIGTERM');
    await ended;
  });
  const code = await ended;
  await end();
  return code;
}

/** Runs a tool that npm installed. */
export function runTool(name: string, args: readonly string[], options: ChildOptions = {}): Promise<number> {
  return runChild(process.execPath, [`${ROOT}node_modules/.bin/${name}`, ...args], options);
}
