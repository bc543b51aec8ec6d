import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { ProblemError } from '../src/control/errors.ts';
import { markdownTable } from '../src/evaluation/report/markdown-table.ts';
import { REPORT_FORMAT, REPORT_VERSION, type Report } from '../src/evaluation/report/report.ts';
import { UsageError } from './failure.ts';
import { print } from './output.ts';

const HELP = `npm run eval -- table DIR…

Prints the results of finished evaluations as tables in Markdown.`;

/** The report of a finished evaluation. Throws `task-invalid` when there is none of this version. */
export function readReport(folder: string): Report {
  const path = join(folder, 'report.json');
  let value: unknown;
  try {
    value = JSON.parse(readFileSync(path, 'utf8'));
  } catch (caught) {
    throw new ProblemError(
      'task-invalid',
      `${path} cannot be read as a report.`,
      'Finish the evaluation with --resume.',
      {
        cause: caught,
      },
    );
  }
  const report = value as Report; // written by this program; the next line tells whether by this version
  if (report?.format === REPORT_FORMAT && report.version === REPORT_VERSION) return report;
  throw new ProblemError(
    'task-invalid',
    `${path} is no report of this version.`,
    'Make it again: npm run eval with --resume and the same options.',
  );
}

/** `table DIR…`: what README and docs/results.md hold. */
export function printTables(args: readonly string[]): Promise<number> {
  const { values, positionals } = parseArgs({
    args: [...args],
    options: { help: { type: 'boolean', short: 'h' } },
    allowPositionals: true,
  });
  if (values.help) {
    print(HELP);
    return Promise.resolve(0);
  }
  if (positionals.length === 0) throw new UsageError('No folder is named.', 'See: npm run eval -- table --help');
  for (const folder of positionals) print(markdownTable(readReport(folder)));
  return Promise.resolve(0);
}
