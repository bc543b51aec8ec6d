import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { buildSite } from './build.ts';
import { print } from './output.ts';
import { ROOT } from './root.ts';

/** What the page loads before anything can be seen, gzipped. */
const LIMIT = 180 * 1024;

/** Scripts that index.html names: the entry and what it imports at once. Workers and the wasm runtimes come later. */
function initialScripts(html: string): readonly string[] {
  const scripts = html.matchAll(/<(?:script|link)\b[^>]*\b(?:src|href)="([^"]+\.js)"/g);
  return [...new Set([...scripts].flatMap(([, path]) => (path === undefined ? [] : [path])))];
}

function inKilobytes(bytes: number): string {
  return `${(bytes / 1024).toFixed(1)} kB`;
}

/** True when the scripts of the built page fit the budget. */
export async function checkBundleBudget(): Promise<boolean> {
  await buildSite();
  const dist = join(ROOT, 'dist');
  const scripts = initialScripts(readFileSync(join(dist, 'index.html'), 'utf8'));
  const bytes = scripts.reduce((sum, path) => sum + gzipSync(readFileSync(join(dist, path))).length, 0);
  print(`Initial JavaScript: ${inKilobytes(bytes)} of ${inKilobytes(LIMIT)} gzipped, in ${scripts.length} file(s).`);
  return scripts.length > 0 && bytes <= LIMIT;
}
