import { join } from 'node:path';
import { ProblemError } from '../src/control/errors.ts';
import { writeRun } from '../src/lab/runs/run-file.ts';
import { nameOfPrompt } from '../src/lab/runs/saved-run.ts';
import examples from '../models/ponder/examples.json' with { type: 'json' };
import { parseCommandLine } from './arguments.ts';
import { writeAtomically } from './atomic-file.ts';
import { openLaboratory } from './laboratory.ts';
import { note } from './output.ts';
import { ROOT } from './root.ts';

/** What the page shows before anything is loaded. */
const FILE = join(ROOT, 'models/ponder/recording.jsonl');
/** What a press of Run on the page as it opens does. The first example is one in which a slip is repaired. */
const LANES = [{ strategy: 'plain' }, { strategy: 'cyclic-reflex' }];

/** Records the comparison that the page opens with, from the model as it is. */
export async function run(args: readonly string[]): Promise<number> {
  parseCommandLine('record', args, {});
  const [example] = examples;
  if (!example) throw new ProblemError('task-invalid', 'The model has no examples.', 'Train it first.');
  const { problem: prompt, answer: gold } = example;
  const laboratory = await openLaboratory('wasm');
  const { title, reflectionIds } = await laboratory.model();
  const results = await laboratory.compare({ prompt, lanes: LANES, answer: { gold } });
  const lanes = results.map(({ trace, timings }) => ({ trace, elapsedMilliseconds: timings.totalMilliseconds }));
  const name = nameOfPrompt(prompt);
  const made = { id: '', name, madeAt: Date.now(), model: title, prompt, known: { gold } };
  writeAtomically(FILE, writeRun({ ...made, reflectionIds, lanes }));
  note(`${FILE}: ${lanes.map(({ trace }) => `${trace.records.length} tokens`).join(', ')}`);
  return 0;
}
