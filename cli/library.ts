import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { parseCommandLine } from './arguments.ts';
import { buildLibrary } from './library/build-library.ts';
import { DOORS } from './library/package-file.ts';
import { print } from './output.ts';
import { ROOT } from './root.ts';

const HELP = `npm run library

Builds the doors for other people's apps into dist-lib/, a package of its own with types:
second-thought/control, second-thought/webllm, second-thought/transformers (docs/library.md).
"npm pack ./dist-lib" makes one file of it.`;

export async function run(args: readonly string[]): Promise<number> {
  const { help } = parseCommandLine('library', args, { help: { type: 'boolean', short: 'h', default: false } });
  if (help) {
    print(HELP);
    return 0;
  }
  const outDir = join(ROOT, 'dist-lib');
  await buildLibrary(outDir);
  const scripts = readdirSync(outDir).filter((name) => name.endsWith('.js'));
  const bytes = scripts.reduce((sum, name) => sum + statSync(join(outDir, name)).size, 0);
  print(
    `dist-lib/: ${DOORS.map((door) => `second-thought/${door}`).join(', ')}; ${(bytes / 1024).toFixed(0)} kB in all.`,
  );
  return 0;
}
