import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as v from 'valibot';
import { ProblemError } from '../../src/control/errors.ts';
import { catalogSchema, type CatalogEntry } from '../../src/storage/catalog.ts';
import { writeAtomically } from '../atomic-file.ts';
import { ROOT } from '../root.ts';

export const CATALOG_FILE = join(ROOT, 'models', 'catalog.json');

/** Throws `model-damaged`, naming the place. */
export function readCatalogFile(path = CATALOG_FILE): readonly CatalogEntry[] {
  const damaged = (what: string, cause?: unknown): ProblemError =>
    new ProblemError('model-damaged', `The catalog ${path}: ${what}.`, 'Restore it, or correct that place.', { cause });
  let content: unknown;
  try {
    content = JSON.parse(readFileSync(path, 'utf8'));
  } catch (caught) {
    throw damaged(caught instanceof Error ? caught.message : String(caught), caught);
  }
  const result = v.safeParse(catalogSchema, content);
  if (result.success) return result.output.models;
  const [issue] = result.issues;
  throw damaged(`"${v.getDotPath(issue) ?? 'file'}" ${issue.message}`);
}

/** Replaces the fields of one entry; everything else stays as it is, in the formatter's form. */
export function changeEntry(id: string, fields: Partial<CatalogEntry>, path = CATALOG_FILE): void {
  const entries = v.object({ models: v.array(v.looseObject({ id: v.string() })) });
  const { models } = v.parse(entries, JSON.parse(readFileSync(path, 'utf8')));
  const changed = models.map((entry) => (entry.id === id ? { ...entry, ...fields } : entry));
  writeAtomically(path, `${JSON.stringify({ models: changed }, null, 2)}\n`);
}
