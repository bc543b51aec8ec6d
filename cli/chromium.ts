import { chromium } from '@playwright/test';
import { existsSync } from 'node:fs';
import { runChild, runTool } from './child.ts';
import { note } from './output.ts';

const KNOWN_PATHS = [
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/usr/bin/google-chrome-stable',
];

/** The browser to drive: CHROMIUM_PATH, the system's, then Playwright's own. */
export function findChromium(): string | undefined {
  const asked = process.env['CHROMIUM_PATH'];
  if (asked) {
    if (existsSync(asked)) return asked;
    throw new Error(`CHROMIUM_PATH names ${asked}, which does not exist.`);
  }
  return [...KNOWN_PATHS, chromium.executablePath()].find((path) => existsSync(path));
}

const isRoot = process.getuid?.() === 0;

async function installWithApt(): Promise<void> {
  const toStderr = { output: 'stderr', env: { DEBIAN_FRONTEND: 'noninteractive' } } as const;
  const sudo = isRoot ? [] : ['sudo', '-n'];
  if ((await runChild('/usr/bin/env', [...sudo, 'apt-get', 'update'], toStderr)) !== 0) return;
  await runChild(
    '/usr/bin/env',
    [...sudo, 'apt-get', 'install', '-y', '--no-install-recommends', 'chromium'],
    toStderr,
  );
}

async function canUseApt(): Promise<boolean> {
  if (!existsSync('/usr/bin/apt-get')) return false;
  return (
    isRoot ||
    (existsSync('/usr/bin/sudo') && (await runChild('/usr/bin/sudo', ['-n', 'true'], { output: 'stderr' })) === 0)
  );
}

/** Finds a Chromium, or installs one; progress goes to standard error. */
export async function ensureChromium(): Promise<string> {
  const present = findChromium();
  if (present) return present;
  note('No Chromium found; installing one …');
  if (await canUseApt()) await installWithApt();
  if (!findChromium()) {
    // Only root can install the libraries that it needs.
    await runTool('playwright', ['install', ...(isRoot ? ['--with-deps'] : []), 'chromium'], { output: 'stderr' });
  }
  const installed = findChromium();
  if (installed) return installed;
  throw new Error(
    'No Chromium was found and none could be installed. Install Chromium or Chrome, or set CHROMIUM_PATH to one.',
  );
}

/** Flags for a browser that talks to nobody. `softwareWebGpu`: WebGPU on the processor, for machines without a GPU. */
export function launchArguments({ softwareWebGpu }: { readonly softwareWebGpu: boolean }): string[] {
  return [
    '--disable-background-networking',
    '--no-first-run',
    '--disable-component-update',
    '--disable-sync',
    ...(isRoot ? ['--no-sandbox'] : []), // Chromium refuses to run its sandbox as root
    ...(softwareWebGpu ? ['--enable-unsafe-webgpu', '--use-webgpu-adapter=swiftshader'] : []),
  ];
}
