import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { runTool } from '../child.ts';
import { ROOT } from '../root.ts';

/** `./x.ts` in an import or export of a declaration file. */
const RELATIVE_IMPORT = /(\bfrom\s+|\bimport\()(['"])(\.[^'"]*)\.ts\2/g;

/**
 * Writes the declarations of `entries`, paths under src/, and of what they lead to. TypeScript also declares what is
 * only used inside, with the packages that it needs; a user of the library must not have to install those.
 */
export async function writeDeclarations(entries: readonly string[], outDir: string): Promise<void> {
  const all = mkdtempSync(join(ROOT, 'node_modules', '.second-thought-types-'));
  try {
    const code = await runTool('tsc', ['--project', 'tsconfig.library.json', '--outDir', all], { output: 'stderr' });
    if (code !== 0) throw new Error('The declarations of the library could not be written.');
    const waiting = [...entries];
    const seen = new Set<string>();
    for (let path = waiting.pop(); path !== undefined; path = waiting.pop()) {
      if (seen.has(path)) continue;
      seen.add(path);
      const source = join(all, `${path}.d.ts`);
      if (!existsSync(source)) throw new Error(`There is no declaration of src/${path}.ts.`);
      const from = dirname(path);
      const text = readFileSync(source, 'utf8').replace(RELATIVE_IMPORT, (_, before, quote, to) => {
        waiting.push(join(from, String(to)));
        return `${before}${quote}${to}.js${quote}`;
      });
      await mkdir(join(outDir, from), { recursive: true });
      await writeFile(join(outDir, `${path}.d.ts`), text);
    }
  } finally {
    rmSync(all, { recursive: true, force: true });
  }
}
