import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { readTokenizer, type Tokenizer } from '../src/text/tokenizer.ts';
import { UsageError } from './failure.ts';
import { print } from './output.ts';
import { findCheck } from './vectors/checks.ts';
import { Tally } from './vectors/tally.ts';
import type { FindTokenizer } from './vectors/vector-check.ts';

const HELP = `npm run vectors -- DIR [--tokenizers DIR]

Runs the implementations over every vector file (*.json) in DIR.
  --tokenizers DIR   vocabularies: one folder each, with tokenizer.json and tokenizer_config.json;
                     without it, the folder "tokenizers" beside DIR`;

function readJson(path: string): unknown {
  return JSON.parse(readFileSync(path, 'utf8'));
}

function tokenizerFinder(folder: string): FindTokenizer {
  const known = new Map<string, Tokenizer>();
  return (name) => {
    const path = join(folder, name, 'tokenizer.json');
    if (!known.has(name) && existsSync(path)) {
      known.set(name, readTokenizer(readJson(path), readJson(join(folder, name, 'tokenizer_config.json'))));
    }
    return known.get(name);
  };
}

async function checkFile(path: string, name: string, findTokenizer: FindTokenizer): Promise<Tally | undefined> {
  const check = findCheck(name);
  if (!check) return undefined;
  const tally = new Tally();
  try {
    await check(readJson(path), tally, findTokenizer);
  } catch (caught) {
    tally.failed += 1;
    tally.failures.push(caught instanceof Error ? caught.message : String(caught));
  }
  return tally;
}

export async function run(args: readonly string[]): Promise<number> {
  const { values, positionals } = parseArgs({
    args: [...args],
    options: { tokenizers: { type: 'string' }, help: { type: 'boolean' } },
    allowPositionals: true,
  });
  if (values.help) {
    print(HELP);
    return 0;
  }
  const [folder] = positionals;
  if (folder === undefined || positionals.length > 1)
    throw new UsageError('One folder of vector files is needed.', 'See: npm run vectors -- --help');
  if (!existsSync(folder))
    throw new UsageError(`There is no folder ${folder}.`, 'Give the folder that holds the vector files.');
  const findTokenizer = tokenizerFinder(resolve(values.tokenizers ?? join(folder, '..', 'tokenizers')));

  let passed = 0;
  let failed = 0;
  const uncovered: string[] = [];
  for (const name of readdirSync(folder)
    .filter((file) => file.endsWith('.json'))
    .sort()) {
    const tally = await checkFile(join(folder, name), name, findTokenizer);
    if (!tally) {
      uncovered.push(name);
      continue;
    }
    passed += tally.passed;
    failed += tally.failed;
    print(
      `${name}: ${tally.passed} passed, ${tally.failed} failed, largest error ${tally.largestError.toExponential(1)}`,
    );
    for (const failure of tally.failures.slice(0, 5)) print(`  failed: ${failure}`);
    for (const part of tally.skipped) print(`  skipped: ${part}`);
  }
  print(
    `cases: ${passed} passed, ${failed} failed${uncovered.length > 0 ? `; files not covered: ${uncovered.join(', ')}` : ''}`,
  );
  return failed > 0 ? 1 : 0;
}
