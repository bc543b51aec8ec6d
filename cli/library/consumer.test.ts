import { execFile } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { prepareRun } from '../../src/decoding/run.ts';
import { ControlledLogitProcessor } from '../../src/library/webllm.ts';
import { openPonder, ponderJson } from '../../src/testing/ponder.ts';
import { ROOT } from '../root.ts';
import { buildLibrary } from './build-library.ts';
import { MLCEngine } from './consumer/host-of-ponder.ts';
import { DOORS } from './package-file.ts';

/** A project of someone else: it installs the packed library and runs the examples of docs/library.md. */

const run = promisify(execFile);
const consumer = mkdtempSync(join(tmpdir(), 'second-thought-consumer-'));
const modules = join(consumer, 'node_modules');
const documentation = readFileSync(join(ROOT, 'docs/library.md'), 'utf8');

function exampleOf(door: string): string {
  const code = new RegExp(`^\`\`\`ts ${door}\\n(.*?)^\`\`\``, 'ms').exec(documentation)?.[1];
  if (code === undefined) throw new Error(`docs/library.md has no example of ${door}.`);
  return code;
}

const npm = (args: readonly string[]) => run('npm', [...args, '--offline', '--silent'], { cwd: consumer });

function configure(name: string, files: readonly string[], skipLibCheck: boolean): void {
  const compilerOptions = { strict: true, target: 'es2022', module: 'nodenext', noEmit: true, skipLibCheck, types: [] };
  const lib = ['es2022', 'dom', 'dom.iterable'];
  writeFileSync(join(consumer, name), JSON.stringify({ compilerOptions: { ...compilerOptions, lib }, files }));
}

beforeAll(async () => {
  const library = join(consumer, 'library');
  await buildLibrary(library);
  writeFileSync(join(consumer, 'package.json'), '{"name": "consumer", "private": true, "type": "module"}');
  await npm(['pack', './library']);
  const packed = readdirSync(consumer).find((name) => name.endsWith('.tgz'));
  await npm(['install', `./${packed}`, '--no-save', '--ignore-scripts']);
  // What this user has installed already: the real packages.
  for (const name of ['@huggingface/transformers', '@mlc-ai/web-llm', '@webgpu/types']) {
    mkdirSync(join(modules, name, '..'), { recursive: true });
    symlinkSync(join(ROOT, 'node_modules', name), join(modules, name));
  }
  for (const door of DOORS) writeFileSync(join(consumer, `${door}.ts`), exampleOf(door));
}, 300_000);
afterAll(() => rmSync(consumer, { recursive: true, force: true }));

async function typeCheck(configuration: string): Promise<string> {
  const compiler = join(ROOT, 'node_modules/typescript/bin/tsc');
  try {
    return (await run(process.execPath, [compiler, '-p', configuration], { cwd: consumer })).stdout;
  } catch (caught) {
    return (caught as { stdout: string }).stdout;
  }
}

/** Runs the example of a door as it stands and gives what it printed. */
async function runExample(door: string): Promise<string> {
  const tsx = pathToFileURL(join(ROOT, 'node_modules/tsx/dist/esm/index.mjs')).href;
  const surroundings = pathToFileURL(join(ROOT, 'cli/library/consumer/surroundings.ts')).href;
  const options = { cwd: consumer, env: { ...process.env, EXAMPLE: door } };
  const { stdout } = await run(
    process.execPath,
    ['--import', tsx, '--import', surroundings, join(consumer, `${door}.ts`)],
    options,
  );
  return stdout.trim();
}

async function ownEngine(prompt: string, settings: Readonly<Record<string, number>>, most: number): Promise<string> {
  const model = await openPonder();
  const sampling = { temperature: 0, topP: 1, topK: 0, minP: 0, seed: 0 };
  const strategies = [{ id: 'cyclic-reflex', settings }];
  const ids: number[] = [];
  for await (const event of prepareRun(model, { prompt, strategies, sampling, maxTokens: most }).events()) {
    if (event.kind === 'token') ids.push(event.record.id);
  }
  await model.engine.dispose();
  return model.tokenizer.decode(ids);
}

/** The same host with the door of our sources, whose tokens are those of our engine (src/library/hooked-run.test.ts). */
async function hosted(content: string, amplitude: number): Promise<string> {
  const strategies = [{ id: 'cyclic-reflex', settings: { amplitude, period: 600 } }];
  const tokenizerJson = ponderJson('tokenizer.json');
  const processor = new ControlledLogitProcessor({ tokenizerJson, stopIds: [701, 699], strategies });
  const engine = new MLCEngine({ logitProcessorRegistry: new Map([['ponder', processor]]) });
  await engine.reload('ponder');
  const reply = await engine.chat.completions.create({ messages: [{ role: 'user', content }] });
  return String(reply.choices[0]?.message.content);
}

describe('a project that installs the packed library', { timeout: 300_000 }, () => {
  it('finds no dependency in it, and every example has ten lines or about that', () => {
    const file = JSON.parse(readFileSync(join(modules, 'second-thought/package.json'), 'utf8'));
    expect(file).not.toHaveProperty('dependencies');
    expect(Object.keys(file.exports)).toEqual(DOORS.map((door) => `./${door}`));
    for (const door of DOORS) {
      const code = exampleOf(door)
        .split('\n')
        .filter((line) => line !== '' && !line.startsWith('import'));
      expect(code.length).toBeLessThanOrEqual(12);
    }
  });

  it('type-checks every example against the real libraries, and a mistake is one', async () => {
    const faulty =
      "import { findStrategy } from 'second-thought/control';\nexport const id: number = findStrategy('s1').id;\n";
    writeFileSync(join(consumer, 'faulty.ts'), faulty);
    // Their declarations name packages that they do not install.
    configure('examples.json', ['webllm.ts', 'transformers.ts'], true);
    configure('own.json', ['control.ts'], false);
    configure('faulty.json', ['faulty.ts'], false);
    expect(await typeCheck('examples.json')).toBe('');
    expect(await typeCheck('own.json')).toBe('');
    expect(await typeCheck('faulty.json')).toContain("Type 'string' is not assignable to type 'number'");
  });

  it('runs the control example: a wave', async () => {
    const lines = (await runExample('control')).split('\n');
    expect(lines[0]).toBe('0');
    expect(lines.filter((line) => /value: [234]/.test(line)).length).toBeGreaterThan(0);
  });

  it('runs the transformers.js example with the real transformers.js, as our engine would', async () => {
    const prompt = 'Start with 3, multiply by 4, add 7. What is the last digit?';
    const expected = await ownEngine(prompt, { amplitude: 5, period: 60 }, 200);
    const printed = await runExample('transformers');
    expect(printed.endsWith(expected.trim())).toBe(true);
    expect(printed.length).toBeGreaterThan(expected.length);
  });

  it('runs the WebLLM example, with the effect of the door in our sources', async () => {
    // The class that runs it; the types were those of the real library.
    rmSync(join(modules, '@mlc-ai/web-llm'));
    mkdirSync(join(modules, '@mlc-ai/web-llm'));
    const host = pathToFileURL(join(ROOT, 'cli/library/consumer/host-of-ponder.ts')).href;
    writeFileSync(join(modules, '@mlc-ai/web-llm/index.js'), `export * from '${host}';\n`);
    writeFileSync(join(modules, '@mlc-ai/web-llm/package.json'), '{"type": "module", "exports": "./index.js"}');
    const expected = await hosted(
      'Start with 7, multiply by 7, multiply by 7, multiply by 7, multiply by 7. What is the last digit?',
      5,
    );
    expect(await runExample('webllm')).toBe(expected.trim());
    expect(
      await hosted(
        'Start with 7, multiply by 7, multiply by 7, multiply by 7, multiply by 7. What is the last digit?',
        0,
      ),
    ).not.toBe(expected);
  });
});
