import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { hostname, tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { LOCK_FILE, whileLocked } from './eval-lock.ts';

let folder: string;
let path: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'second-thought-'));
  path = join(folder, LOCK_FILE);
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const leave = (process: number, changes: object = {}): void =>
  writeFileSync(path, JSON.stringify({ host: hostname(), process, started: null, ...changes }));

const nothing = (): void => undefined;

test('a folder is one command’s until its work is done', async () => {
  const inner = join(folder, 'new');
  await whileLocked(inner, async () => {
    expect(readdirSync(inner)).toEqual([LOCK_FILE]);
    await expect(whileLocked(inner, nothing)).rejects.toThrow(`is in use by process ${process.pid} on ${hostname()}`);
  });
  expect(readdirSync(inner)).toEqual([]);
  const failing = whileLocked(inner, () => {
    throw new Error('why');
  });
  await expect(failing).rejects.toThrow('why');
  expect(await whileLocked(inner, () => 7)).toBe(7);
});

test('the lock of a process that has ended is taken over', async () => {
  const child = spawn(process.execPath, ['-e', '']);
  await once(child, 'exit');
  leave(child.pid ?? 0);
  await whileLocked(folder, () => {
    expect(JSON.parse(readFileSync(path, 'utf8'))).toMatchObject({ process: process.pid });
  });
  expect(readdirSync(folder)).toEqual([]);
});

test.runIf(existsSync('/proc/self/stat'))('a number that was given to another process is no owner', async () => {
  leave(process.pid, { started: '1' });
  expect(await whileLocked(folder, () => 7)).toBe(7);
});

test.each([
  ['a process that runs', () => leave(process.ppid), /is in use by process \d+/],
  ['another machine', () => leave(1, { host: 'elsewhere' }), 'is in use by process 1 on elsewhere'],
  ['nobody knows who', () => writeFileSync(path, '{'), 'is in use by another command'],
])('the lock of %s stays', async (_, prepare, message) => {
  prepare();
  await expect(whileLocked(folder, nothing)).rejects.toThrow(message);
  expect(readdirSync(folder)).toEqual([LOCK_FILE]);
});

test('a folder that cannot be made is told as such', async () => {
  writeFileSync(path, '');
  const refused = whileLocked(join(path, 'in'), nothing);
  await expect(refused).rejects.toThrow(/cannot be written: a part of the path is a file/);
});
