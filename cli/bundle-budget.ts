import { readdirSync, readFileSync } from 'node:fs';
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

/** What only WebLLM's code contains: the address of its models. */
const WEBLLM_MARK = 'https://huggingface.co/mlc-ai/';
const STATIC_IMPORT = /(?:\bfrom|\bimport)\s*"(\.\/[^"]+\.js)"/g;

/** The scripts at `entries`, in a folder, and all that they import at once. */
function withImports(folder: string, entries: readonly string[]): ReadonlySet<string> {
  const seen = new Set<string>();
  const waiting = [...entries];
  for (let name = waiting.pop(); name !== undefined; name = waiting.pop()) {
    if (seen.has(name)) continue;
    seen.add(name);
    const imports = readFileSync(join(folder, name), 'utf8').matchAll(STATIC_IMPORT);
    waiting.push(...[...imports].map(([, path = '']) => path.slice('./'.length)));
  }
  return seen;
}

/** True when WebLLM is in a file of its own that neither the page nor a worker imports at once. */
function checkLazyWebLlm(dist: string, initial: readonly string[]): boolean {
  const folder = join(dist, 'assets');
  const scripts = readdirSync(folder).filter((name) => name.endsWith('.js'));
  const holders = scripts.filter((name) => readFileSync(join(folder, name), 'utf8').includes(WEBLLM_MARK));
  const workers = scripts.filter((name) => name.includes('.worker-'));
  const eager = withImports(folder, [...workers, ...initial.map((path) => path.replace(/^.*assets\//, ''))]);
  const early = holders.filter((name) => eager.has(name));
  const where = early.length > 0 ? `loaded by every visitor, in ${early.join(', ')}` : 'loaded by those who ask for it';
  print(`WebLLM: ${holders.length} file(s), ${where}.`);
  return holders.length > 0 && workers.length > 0 && early.length === 0;
}

/** True when the scripts of the built page fit the budget and WebLLM is not among what every visitor loads. */
export async function checkBundleBudget(): Promise<boolean> {
  await buildSite();
  const dist = join(ROOT, 'dist');
  const scripts = initialScripts(readFileSync(join(dist, 'index.html'), 'utf8'));
  const bytes = scripts.reduce((sum, path) => sum + gzipSync(readFileSync(join(dist, path))).length, 0);
  print(`Initial JavaScript: ${inKilobytes(bytes)} of ${inKilobytes(LIMIT)} gzipped, in ${scripts.length} file(s).`);
  return scripts.length > 0 && bytes <= LIMIT && checkLazyWebLlm(dist, scripts);
}
