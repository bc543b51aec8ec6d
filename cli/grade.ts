import { readFileSync, statSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { ProblemError } from '../src/control/errors.ts';
import { gradeResponse } from '../src/evaluation/grader/grade-response.ts';
import { UsageError } from './failure.ts';
import { parseGradeFile } from './grade-file.ts';
import { print } from './output.ts';

const HELP = `npm run grade -- FILE.jsonl

Grades responses against known answers, one JSON object per line:
  {"gold": "1/2", "response": "… \\\\boxed{0.5}"}                         compares the last box with gold
  {"numbers": [6, 4, 5], "target": 50, "response": "… \\\\boxed{…}"}      Countdown: any expression that works
  "id" is optional and repeated in the output.

Prints one JSON object per line: verdict (correct, wrong, no answer, unscored), answer, parsedAnswer, parsedGold.
What counts as equal: docs/grading.md.`;

function readText(file: string): string {
  if (!statSync(file, { throwIfNoEntry: false })?.isFile())
    throw new ProblemError('task-invalid', `There is no file ${file}.`, 'Give a file with one JSON object per line.');
  return readFileSync(file, 'utf8');
}

function readCommandLine(args: readonly string[]): { help: boolean; files: readonly string[] } {
  try {
    const options = { help: { type: 'boolean' } } as const;
    const { values, positionals } = parseArgs({ args: [...args], options, allowPositionals: true });
    return { help: values.help ?? false, files: positionals };
  } catch (caught) {
    const message = caught instanceof Error ? caught.message : String(caught);
    throw new UsageError(message.replace(/\. To specify.*$/s, '.'), 'See: npm run grade -- --help');
  }
}

export function run(args: readonly string[]): Promise<number> {
  const { help, files } = readCommandLine(args);
  if (help) {
    print(HELP);
    return Promise.resolve(0);
  }
  const [file] = files;
  if (file === undefined || files.length > 1)
    throw new UsageError('One file of responses is needed.', 'See: npm run grade -- --help');
  for (const { id, gold = '', numbers, target, response } of parseGradeFile(readText(file), file)) {
    const { verdict, answer, parsedAnswer, parsedGold } = gradeResponse({ gold, numbers, target }, response);
    print(JSON.stringify({ ...(id === undefined ? {} : { id }), verdict, answer, parsedAnswer, parsedGold }));
  }
  return Promise.resolve(0);
}
