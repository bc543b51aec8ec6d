import { readFileSync } from 'node:fs';
import { mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { build } from 'vite';
import { ROOT } from '../root.ts';
import { writeDeclarations } from './declarations.ts';
import { DOORS, packageFile, PEERS } from './package-file.ts';

/** The package whose code is in the doors, beside ours. */
const BUNDLED = '@huggingface/tokenizers';

const README = `# Second Thought: doors

Strategies that control the second thoughts of reasoning models, for use in other software:
\`second-thought/control\`, \`second-thought/webllm\`, \`second-thought/transformers\`.
`;

/** Builds the library into `outDir`, a package of its own, which is replaced. */
export async function buildLibrary(outDir: string): Promise<void> {
  await rm(outDir, { recursive: true, force: true });
  await mkdir(outDir, { recursive: true });
  const { NODE_ENV } = process.env;
  try {
    await build({
      root: ROOT,
      configFile: false,
      publicDir: false,
      logLevel: 'warn',
      build: {
        outDir,
        emptyOutDir: false, // just done
        target: 'es2022',
        minify: false,
        lib: {
          entry: Object.fromEntries(DOORS.map((door) => [door, join(ROOT, 'src/library', `${door}.ts`)])),
          formats: ['es'],
        },
        rolldownOptions: { external: [...PEERS] },
      },
    });
  } finally {
    // Vite sets it to "production", which programs started later would inherit.
    if (NODE_ENV === undefined) delete process.env['NODE_ENV'];
    else process.env['NODE_ENV'] = NODE_ENV;
  }
  await writeDeclarations(
    DOORS.map((door) => `library/${door}`),
    join(outDir, 'types'),
  );
  const licence = readFileSync(join(ROOT, 'node_modules', BUNDLED, 'LICENSE'), 'utf8');
  await writeFile(join(outDir, 'package.json'), `${JSON.stringify(packageFile(), null, 2)}\n`);
  await writeFile(join(outDir, 'README.md'), README);
  await writeFile(join(outDir, 'THIRD-PARTY.txt'), `Parts of ${BUNDLED} are in this package.\n\n${licence}`);
}
