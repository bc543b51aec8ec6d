import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ENSEMBLES } from '../src/control/ensembles/index.ts';
import { STRATEGIES } from '../src/control/strategies/index.ts';
import { markdownTable } from '../src/evaluation/report/markdown-table.ts';
import { parseCommandLine } from './arguments.ts';
import { writeAtomically } from './atomic-file.ts';
import { readReport } from './eval-table.ts';
import { UsageError } from './failure.ts';
import { replaceMarked } from './marked-part.ts';
import { note, print } from './output.ts';
import { ROOT } from './root.ts';
import { readCount } from './run-options.ts';

const CORE = ['plain', 'cyclic-reflex', 'certainty-guided', 'srgen'];
const DOCUMENTS = ['README.md', join('docs', 'results.md')];

const HELP = `npm run eval -- results [options]

Measures what README.md and docs/results.md state, and writes the tables into them: plain against the three core
methods on every task, then all strategies and ensembles on the first. An interrupted run goes on where it broke off.

  --tasks A,B     (chain-test,sum-test,equation-test,countdown-test)
  --limit N       problems of each task (200)
  --part NAME     core or all alone
  --out DIR       (out/results)
  --dry           print the tables, write nothing into documents`;

/** The whole list in the order in which methods are offered. */
const everything = (): string => [...STRATEGIES, ...ENSEMBLES].map(({ id }) => id).join(',');

function writeInto(part: string, table: string): void {
  for (const name of DOCUMENTS) {
    const path = join(ROOT, name);
    const text = readFileSync(path, 'utf8');
    const changed = replaceMarked(text, part, table);
    if (changed === undefined || changed === text) continue;
    writeAtomically(path, changed);
    note(`The table of ${part} is in ${name}.`);
  }
}

/** `results`: runs the evaluations behind the documents through `evaluate`, which is `npm run eval` itself. */
export async function measureResults(
  args: readonly string[],
  evaluate: (args: readonly string[]) => Promise<number>,
): Promise<number> {
  const { tasks, limit, part, out, dry, help } = parseCommandLine('eval', args, {
    tasks: { type: 'string', default: 'chain-test,sum-test,equation-test,countdown-test' },
    limit: { type: 'string', default: '200' },
    part: { type: 'string' },
    out: { type: 'string', default: join('out', 'results') },
    dry: { type: 'boolean', default: false },
    help: { type: 'boolean', short: 'h', default: false },
  });
  if (help) {
    print(HELP);
    return 0;
  }
  if (part !== undefined && part !== 'core' && part !== 'all')
    throw new UsageError(`--part is "${part}", but must be core or all.`, 'Leave it out for both.');
  const count = String(readCount('limit', limit));
  const names = tasks.split(',');
  const parts = [
    { name: 'core', runs: names.map((task) => ({ task, strategies: CORE.join(',') })) },
    { name: 'all', runs: names.slice(0, 1).map((task) => ({ task, strategies: everything() })) },
  ];
  for (const { name, runs } of parts) {
    if (part !== undefined && part !== name) continue;
    const tables: string[] = [];
    for (const { task, strategies } of runs) {
      const folder = join(out, `${name}-${task}`);
      const code = await evaluate([
        '--task',
        task,
        '--strategies',
        strategies,
        '--limit',
        count,
        '--out',
        folder,
        '--resume',
      ]);
      if (code !== 0) return code;
      tables.push(markdownTable(readReport(folder)));
    }
    for (const table of tables) print(table);
    if (!dry) writeInto(name, tables.join('\n'));
  }
  return 0;
}
