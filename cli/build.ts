import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { mkdir, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { build } from 'vite';
import { note } from './output.ts';
import { ROOT } from './root.ts';
import { listFiles } from './source-files.ts';

const INPUTS = [
  'index.html',
  'vite.config.ts',
  'cli/content-security.ts',
  'cli/offline-plugin.ts',
  'tsconfig.json',
  'package.json',
  'package-lock.json',
  'public',
  'src',
  'workers',
  'models/ponder',
  'docs/methods',
  'docs/results.md',
  'models/catalog.json',
];
const DIST = join(ROOT, 'dist');
const STAMP = '.inputs.sha256';

/** One hash over the names and contents of everything a build reads. */
function hashInputs(): string {
  const hash = createHash('sha256');
  for (const file of INPUTS.flatMap(listFiles)) {
    if (/\.test\.tsx?$/.test(file)) continue;
    const content = readFileSync(join(ROOT, file));
    hash.update(`${file}\0${content.length}\0`).update(content);
  }
  return hash.digest('hex');
}

function builtFrom(): string | undefined {
  try {
    return readFileSync(join(DIST, STAMP), 'utf8');
  } catch {
    return undefined;
  }
}

/** Builds the page into dist/, unless dist/ was built from exactly these inputs. */
export async function buildSite(): Promise<void> {
  const inputs = hashInputs();
  if (builtFrom() === inputs) return;
  note('Building the page …');
  // Built aside and moved into place whole: another command may be serving dist/, and a failed build must not spoil it.
  const aside = join(ROOT, 'node_modules', '.cache', `second-thought-${process.pid}`);
  const { NODE_ENV } = process.env;
  try {
    await mkdir(aside, { recursive: true });
    await build({
      root: ROOT,
      configFile: join(ROOT, 'vite.config.ts'),
      logLevel: 'warn',
      build: { outDir: aside, emptyOutDir: true },
    });
    await writeFile(join(aside, STAMP), inputs);
    await rm(DIST, { recursive: true, force: true });
    await rename(aside, DIST);
  } finally {
    // Vite sets it to "production", which programs started later would inherit.
    if (NODE_ENV === undefined) delete process.env['NODE_ENV'];
    else process.env['NODE_ENV'] = NODE_ENV;
    await rm(aside, { recursive: true, force: true });
  }
}
