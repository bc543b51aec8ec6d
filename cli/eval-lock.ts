import { linkSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { hostname } from 'node:os';
import { join } from 'node:path';
import * as v from 'valibot';
import { ProblemError } from '../src/control/errors.ts';
import { fileProblem } from './eval-file-problem.ts';
import { closeAtExit } from './shutdown.ts';

/** In a folder that a command is writing. */
export const LOCK_FILE = 'evaluation.lock';

const ownerSchema = v.object({
  host: v.string(),
  process: v.number(),
  /** Of the process: its number may have been given to another since. */
  started: v.nullable(v.string()),
});
type Owner = v.InferOutput<typeof ownerSchema>;

/** When a process started, in the kernel's own count; null where the system does not say or there is no such process. */
function startOf(process: number): string | null {
  try {
    const text = readFileSync(`/proc/${process}/stat`, 'utf8');
    // The name, in brackets, may hold spaces; the start is the 22nd field, the 20th after it.
    return text.slice(text.lastIndexOf(')') + 2).split(' ')[19] ?? null;
  } catch {
    return null;
  }
}

function exists(id: number): boolean {
  try {
    process.kill(id, 0);
    return true;
  } catch (caught) {
    // Somebody else's process may not be signalled, but it is there.
    return caught instanceof Error && 'code' in caught && caught.code === 'EPERM';
  }
}

/** Whether the command that left the lock has ended. Of another machine's processes nothing is known. */
function isStale(owner: Owner): boolean {
  if (owner.host !== hostname()) return false;
  if (!exists(owner.process)) return true;
  const started = startOf(owner.process);
  return owner.started !== null && started !== null && owner.started !== started;
}

/** The text of a lock and, unless it is damaged, its owner. */
function readLock(path: string): { readonly text: string; readonly owner: Owner | undefined } | undefined {
  let text: string;
  try {
    text = readFileSync(path, 'utf8');
  } catch {
    return undefined;
  }
  try {
    return { text, owner: v.parse(ownerSchema, JSON.parse(text)) };
  } catch {
    return { text, owner: undefined };
  }
}

const isThere = (caught: unknown): boolean => caught instanceof Error && 'code' in caught && caught.code === 'EEXIST';

/** Whole or not at all: a link to a finished file is never there half written, and fails where one is there already. */
function tryToTake(path: string, aside: string): boolean {
  try {
    linkSync(aside, path);
    return true;
  } catch (caught) {
    if (isThere(caught)) return false;
  }
  // Some file systems have no links.
  try {
    writeFileSync(path, readFileSync(aside), { flag: 'wx' });
    return true;
  } catch (caught) {
    if (isThere(caught)) return false;
    throw fileProblem(path, caught);
  }
}

/** Moved away first and looked at again: another command may have replaced the stale lock by its own meanwhile. */
function removeStale(path: string, text: string, aside: string): void {
  try {
    renameSync(path, aside);
  } catch {
    return; // somebody was faster
  }
  if (readLock(aside)?.text !== text) tryToTake(path, aside);
  rmSync(aside, { force: true });
}

function refuse(folder: string, owner: Owner | undefined): never {
  const who = owner ? `process ${owner.process} on ${owner.host}` : 'another command';
  throw new ProblemError(
    'task-invalid',
    `The folder ${folder} is in use by ${who}.`,
    `Wait for it to end, or choose another folder. If it has ended, remove ${join(folder, LOCK_FILE)}.`,
  );
}

/** What is returned gives the folder back; a signal does too, and a lock that a kill leaves is recognised as such. */
function lockFolder(folder: string): () => void {
  const path = join(folder, LOCK_FILE);
  const own: Owner = { host: hostname(), process: process.pid, started: startOf(process.pid) };
  const aside = `${path}.${process.pid}.part`;
  try {
    mkdirSync(folder, { recursive: true });
    writeFileSync(aside, `${JSON.stringify(own)}\n`);
  } catch (caught) {
    throw fileProblem(folder, caught);
  }
  try {
    if (!tryToTake(path, aside)) {
      const found = readLock(path);
      if (found && !(found.owner && isStale(found.owner))) refuse(folder, found.owner);
      if (found) removeStale(path, found.text, `${aside}.stale`);
      if (!tryToTake(path, aside)) refuse(folder, readLock(path)?.owner);
    }
  } finally {
    rmSync(aside, { force: true });
  }
  const release = closeAtExit(() => rmSync(path, { force: true }));
  return () => void release(); // removes it before it returns
}

/**
 * Works in a folder, made if need be, that is this command's alone meanwhile; throws `task-invalid` when another command that
 * still runs has it.
 */
export async function whileLocked<T>(folder: string, work: () => T | Promise<T>): Promise<T> {
  const unlock = lockFolder(folder);
  try {
    return await work();
  } finally {
    unlock();
  }
}
