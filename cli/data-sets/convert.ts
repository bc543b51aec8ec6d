import * as v from 'valibot';
import { ProblemError } from '../../src/control/errors.ts';
import { itemSchema, type TaskItem } from '../../src/evaluation/run/item.ts';
import type { DataSet } from './catalog.ts';

/** Answers come as numbers too: 27.0 is 27. */
const value = v.pipe(v.union([v.string(), v.number()]), v.transform(String));

type Row = Readonly<Record<string, unknown>>;

function invalid(place: string, what: string): ProblemError {
  return new ProblemError(
    'task-invalid',
    `${place}: ${what}.`,
    'The file is not what the catalog describes: correct its path and fields, then pin it anew with --pin.',
  );
}

function refuseOtherFormats(text: string, file: string): void {
  if (text.startsWith('PAR1'))
    throw new ProblemError(
      'task-invalid',
      `${file} is Parquet, which is not read here.`,
      'Name a JSON Lines file in the catalog, or convert it to lines of {"id", "problem", "answer"} and use --data DIR.',
    );
  if (text.startsWith('version https://git-lfs')) throw invalid(file, 'it is a pointer to a large file, not the file');
}

/** JSON Lines, or one JSON list. */
function readRows(text: string, file: string): readonly { readonly row: unknown; readonly place: string }[] {
  if (text.trimStart().startsWith('[')) {
    let list: unknown;
    try {
      list = JSON.parse(text);
    } catch {
      throw invalid(file, 'not JSON');
    }
    return v.parse(v.array(v.unknown()), list).map((row, index) => ({ row, place: `${file}, entry ${index + 1}` }));
  }
  return text.split('\n').flatMap((line, index) => {
    if (line.trim() === '') return [];
    const place = `${file}, line ${index + 1}`;
    try {
      return [{ row: JSON.parse(line) as unknown, place }];
    } catch {
      throw invalid(place, 'not JSON');
    }
  });
}

function readField(row: Row, field: string, place: string): string {
  const result = v.safeParse(value, Object.hasOwn(row, field) ? row[field] : undefined);
  if (!result.success || result.output.trim() === '') throw invalid(place, `"${field}" is no text`);
  return result.output;
}

function readAnswer(row: Row, { fields, answerAfter }: DataSet, place: string): string {
  const answer = readField(row, fields.answer, place);
  if (answerAfter === undefined) return answer.trim();
  const at = answer.lastIndexOf(answerAfter);
  if (at < 0) throw invalid(place, `"${fields.answer}" has no "${answerAfter}"`);
  return answer.slice(at + answerAfter.length).trim();
}

function convertRow(row: unknown, index: number, dataSet: DataSet, place: string): TaskItem {
  if (typeof row !== 'object' || row === null) throw invalid(place, 'no object');
  const record = row as Row;
  const { id, problem, family, level } = dataSet.fields;
  const item = v.safeParse(itemSchema, {
    id: `${dataSet.name}-${id === undefined ? index : readField(record, id, place)}`,
    problem: readField(record, problem, place),
    answer: readAnswer(record, dataSet, place),
    ...(family !== undefined && { family: record[family] }),
    ...(level !== undefined && { level: record[level] }),
  });
  if (item.success) return item.output;
  const [issue] = item.issues;
  throw invalid(place, `"${v.getDotPath(issue) ?? 'row'}" ${issue.message}`);
}

/** The problems of a data set's own file. Throws `task-invalid`, naming file and line, when it is not as catalogued. */
export function convert(bytes: Uint8Array, dataSet: DataSet): readonly TaskItem[] {
  const file = `${dataSet.repository}, ${dataSet.path}`;
  const text = new TextDecoder().decode(bytes);
  refuseOtherFormats(text, file);
  const items = readRows(text, file).map(({ row, place }, index) => convertRow(row, index, dataSet, place));
  if (new Set(items.map(({ id }) => id)).size < items.length) throw invalid(file, 'an id is there twice');
  if (items.length !== dataSet.problems)
    throw invalid(file, `it has ${items.length} problems; ${dataSet.problems} are expected`);
  return items;
}
