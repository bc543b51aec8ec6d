#!/usr/bin/env node
/**
 * The one entry behind every npm script: `node cli/run.mjs COMMAND ...args`.
 * Plain JavaScript without dependencies, because it has to run before anything is installed.
 * Standard output belongs to the command; installing talks on standard error.
 */
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import process from 'node:process';
import { fileURLToPath } from 'node:url';

const ROOT = fileURLToPath(new URL('..', import.meta.url));

const COMMANDS = {
  start: 'build the laboratory and serve it',
  dev: 'serve the sources, reloading on change',
  test: 'all tests: unit, engine, browser and, with numpy, the training code',
  check: 'format, lint, types, unit tests, unused code, sizes',
  compare: 'one problem under several strategies',
  eval: 'a file of problems under several strategies',
  grade: 'grade answers against known ones',
  models: 'the models of the catalog, and pinning them',
  library: 'the doors for other apps, as a package with types',
  bench: 'time to the first token and tokens per second',
  pictures: 'take the pictures of the README',
  record: 'record the comparison that the page opens with',
  'test-webllm': 'the engine contract on the real WebLLM',
  'test-faults': 'faults at random moments of runs',
  vectors: 'run the implementations over golden vectors',
};

function stop(message) {
  process.stderr.write(`${message}\n`);
  process.exit(1);
}

function checkNode() {
  const [major, minor] = process.versions.node.split('.').map(Number);
  if (major > 20 || (major === 20 && minor >= 19)) return;
  stop(
    `Second Thought needs Node 20.19 or newer; this is ${process.versions.node}.\nInstall a newer one from https://nodejs.org and run the same command again.`,
  );
}

/** The packages of a lock file by path, or undefined when there is no readable one. */
function readPackages(path) {
  try {
    const { packages } = JSON.parse(readFileSync(new URL(path, import.meta.url), 'utf8'));
    return new Map(Object.entries(packages).filter(([name]) => name !== ''));
  } catch {
    return undefined;
  }
}

/** npm writes node_modules/.package-lock.json last, so a half-finished installation counts as none. */
function isInstalled() {
  const wanted = readPackages('../package-lock.json');
  const installed = readPackages('../node_modules/.package-lock.json');
  if (!wanted || !installed) return false;
  for (const name of installed.keys()) if (!wanted.has(name)) return false;
  for (const [name, { version, integrity, optional }] of wanted) {
    const found = installed.get(name);
    if (!found && optional) continue; // built for another platform
    if (found?.version !== version || found?.integrity !== integrity) return false;
  }
  return true;
}

function install() {
  process.stderr.write('Installing packages …\n');
  const options = ['ci', '--loglevel=error'];
  const npm = process.env['npm_execpath'];
  const [program, ...args] = npm?.endsWith('.js') ? [process.execPath, npm, ...options] : ['npm', ...options];
  // File descriptor 2 twice: whatever npm prints must not reach standard output.
  const result = spawnSync(program, args, {
    cwd: ROOT,
    stdio: ['ignore', 2, 2],
    shell: process.platform === 'win32' && program === 'npm',
  });
  if (result.status !== 0) stop('The packages could not be installed. Run "npm ci --loglevel=error" to see why.');
}

checkNode();
const [command, ...args] = process.argv.slice(2);
if (!command || !Object.hasOwn(COMMANDS, command)) {
  const list = Object.entries(COMMANDS).map(([name, summary]) => `  ${name.padEnd(11)}  ${summary}`);
  stop(`${command ? `There is no command "${command}".` : 'No command given.'}\nCommands:\n${list.join('\n')}`);
}
if (!isInstalled()) install();

const { register } = await import('tsx/esm/api');
register();
const { runCommand } = await import('./command.ts');
await runCommand(() => import(`./${command}.ts`), args);
