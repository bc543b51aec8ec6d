import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as v from 'valibot';
import { ProblemError } from '../src/control/errors.ts';
import { configurationSchema, describeDifferences, type Configuration } from '../src/evaluation/run/configuration.ts';
import { tuningSchema, type Tuning } from '../src/evaluation/tuning/tuning.ts';
import { writeAtomically } from './atomic-file.ts';

/** On disk before the test split is run, and never changed after. */
const choiceSchema = v.object({
  format: v.literal('second-thought/tuning-choice'),
  version: v.literal(1),
  rule: v.string(),
  warning: v.string(),
  /** Of the settings tried. */
  tried: v.number(),
  settings: tuningSchema.entries.scores.item.entries.settings,
  tuning: tuningSchema,
  /** Of both runs. */
  configurations: v.object({ tuning: configurationSchema, test: configurationSchema }),
});
type Choice = v.InferOutput<typeof choiceSchema>;

const choicePath = (folder: string): string => join(folder, 'choice.json');

function readChoice(folder: string): Choice | undefined {
  const path = choicePath(folder);
  if (!existsSync(path)) return undefined;
  try {
    return v.parse(choiceSchema, JSON.parse(readFileSync(path, 'utf8')));
  } catch (caught) {
    throw new ProblemError(
      'task-invalid',
      `${path} is no choice of this version.`,
      'Choose another folder with --out.',
      {
        cause: caught,
      },
    );
  }
}

function refuse(folder: string, what: string): never {
  throw new ProblemError(
    'task-invalid',
    `The test split was already chosen for in ${folder}, with another tuning: ${what}.`,
    'A second look at the same test split is no held-out test. Resume with the same options, or take another --test and --out.',
  );
}

/** Throws `task-invalid` when the folder has a choice that another tuning or another test made. */
export function checkChoice(folder: string, tuning: Configuration, test: Configuration): void {
  const choice = readChoice(folder);
  if (!choice) return;
  const { configurations } = choice;
  const differences = [
    ...describeDifferences(configurations.tuning, tuning),
    // Which setting it was to be is what the tuning says.
    ...describeDifferences({ ...configurations.test, strategies: [] }, { ...test, strategies: [] }),
  ];
  if (differences.length > 0) refuse(folder, differences.join('; '));
}

/** Writes the choice down; throws `task-invalid` when another one is there already. */
export function keepChoice(folder: string, tuning: Tuning, tuningRun: Configuration, test: Configuration): void {
  const chosen = tuning.scores[tuning.chosen];
  if (!chosen) throw new Error('A setting was chosen that does not exist.');
  const choice: Choice = {
    format: 'second-thought/tuning-choice',
    version: 1,
    rule: 'highest pass@1 on the tuning split, then fewer tokens with probes, then the earlier',
    warning: 'The scores are of the tuning split. The best of several is too high by luck alone: they are no evidence.',
    tried: tuning.scores.length,
    settings: chosen.settings,
    tuning,
    configurations: { tuning: tuningRun, test },
  };
  const before = readChoice(folder);
  if (before && JSON.stringify(before.tuning) !== JSON.stringify(v.parse(tuningSchema, tuning)))
    refuse(folder, 'its samples gave other scores');
  if (!before) writeAtomically(choicePath(folder), `${JSON.stringify(choice, null, 2)}\n`);
}
