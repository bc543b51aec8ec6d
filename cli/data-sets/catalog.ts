import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as v from 'valibot';
import { ProblemError } from '../../src/control/errors.ts';
import { checkPrompt } from '../../src/evaluation/run/prompt.ts';
import { writeAtomically } from '../atomic-file.ts';
import { UsageError } from '../failure.ts';
import { ROOT } from '../root.ts';

const text = v.pipe(v.string(), v.minLength(1));
/** Part of a path and of an address: nothing that leads out of a folder. */
const name = v.pipe(v.string(), v.regex(/^[a-z0-9][a-z0-9_-]*$/i));

const dataSetSchema = v.object({
  name,
  /** Other names of local files and on the command line. */
  aliases: v.array(name),
  host: v.picklist(['huggingface', 'github']),
  repository: v.pipe(v.string(), v.regex(/^[\w.-]+\/[\w.-]+$/)),
  /** Of the file in the repository. */
  path: text,
  /** A whole commit hash and the SHA-256 of the file there; both null until `fetch --pin` has filled them in. */
  revision: v.nullable(v.pipe(v.string(), v.regex(/^[0-9a-f]{40}$/))),
  sha256: v.nullable(v.pipe(v.string(), v.regex(/^[0-9a-f]{64}$/))),
  problems: v.pipe(v.number(), v.integer(), v.minValue(1)),
  licence: text,
  /** Names in the file. Without one for the id the number of the line is taken, from 0. */
  fields: v.object({
    id: v.exactOptional(text),
    problem: text,
    answer: text,
    family: v.exactOptional(text),
    level: v.exactOptional(text),
  }),
  /** Only what follows the last of these in an answer counts: "…reasoning… #### 18". */
  answerAfter: v.exactOptional(text),
  /** What is asked, with {problem} in it. */
  prompt: v.pipe(v.string(), v.transform(checkPrompt)),
});
export type DataSet = v.InferOutput<typeof dataSetSchema>;

const catalogSchema = v.object({ dataSets: v.array(dataSetSchema) });

export const CATALOG = join(ROOT, 'cli', 'data-sets', 'catalog.json');

function readCatalog(path: string): unknown {
  try {
    return JSON.parse(readFileSync(path, 'utf8'));
  } catch (caught) {
    throw new ProblemError('task-invalid', `The catalog ${path} cannot be read.`, 'It is JSON; restore it.', {
      cause: caught,
    });
  }
}

export function readDataSets(path = CATALOG): readonly DataSet[] {
  const result = v.safeParse(catalogSchema, readCatalog(path));
  if (result.success) return result.output.dataSets;
  const [issue] = result.issues;
  throw new ProblemError(
    'task-invalid',
    `The catalog ${path}: "${v.getDotPath(issue) ?? 'file'}" ${issue.message}.`,
    'Restore it; revisions and hashes are written by: npm run eval -- fetch --pin NAME.',
  );
}

/** By its name or an alias; undefined when there is none. */
export function lookUpDataSet(asked: string, path = CATALOG): DataSet | undefined {
  return readDataSets(path).find((each) => each.name === asked || each.aliases.includes(asked));
}

export function findDataSet(asked: string, path = CATALOG): DataSet {
  const found = lookUpDataSet(asked, path);
  if (found) return found;
  const known = readDataSets(path).map((each) => each.name);
  throw new UsageError(`There is no data set "${asked}".`, `Known: ${known.join(', ')}.`);
}

export type Pin = Required<Pick<DataSet, 'revision' | 'sha256' | 'problems'>>;

/** Writes what was found into the catalog, in its own form; nothing else in it changes. */
export function pinDataSet(pinned: string, pin: Pin, path = CATALOG): void {
  const { dataSets } = v.parse(v.object({ dataSets: v.array(v.looseObject({ name: v.string() })) }), readCatalog(path));
  const changed = dataSets.map((each) => (each.name === pinned ? { ...each, ...pin } : each));
  // Lists on one line, as the formatter has them.
  const lines = JSON.stringify({ dataSets: changed }, null, 2).replace(
    /\[\s+((?:"[^"]*",?\s+)+)\]/g,
    (_, list: string) => `[${list.trim().replace(/\s+/g, ' ')}]`,
  );
  writeAtomically(path, `${lines}\n`);
}

/** For people and reports: where it is from. */
export function describeSource({ repository, path, revision, licence }: DataSet): string {
  return `${repository}, ${path}${revision === null ? '' : ` at ${revision}`} (${licence})`;
}
