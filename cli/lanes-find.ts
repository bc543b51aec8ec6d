import { ProblemError } from '../src/control/errors.ts';
import { findMethod } from '../src/control/ensembles/index.ts';
import type { MethodDefinition } from '../src/control/strategy.ts';
import type { SettingValue } from '../src/control/vocabulary.ts';
import { STACKED } from './lanes-stack.ts';

/** One strategy of a lane, or its ensemble, while the command line is read. */
export interface Entry {
  readonly definition: MethodDefinition;
  preset?: string;
  readonly settings: Record<string, SettingValue>;
}

export interface Lane {
  readonly letter: string;
  /** In the order in which they are stacked. */
  readonly stack: readonly Entry[];
}

function laneName({ stack }: Lane): string {
  return stack.map(({ definition }) => definition.id).join(STACKED);
}

function refuse(message: string, hint: string): never {
  throw new ProblemError('setting-invalid', message, hint);
}

/** "B", where the lane has one strategy, or "B.srgen". */
function findInLane(lane: Lane, strategy: string | undefined): readonly Entry[] {
  const { letter, stack } = lane;
  if (strategy === undefined) {
    if (stack.length === 1) return stack;
    const names = stack.map(({ definition }) => `${letter}.${definition.id}`).join(' or ');
    return refuse(`Lane ${letter} stacks ${laneName(lane)}.`, `Say which one is meant: ${names}.`);
  }
  const found = stack.filter(({ definition }) => definition.id === strategy);
  if (found.length > 0) return found;
  findMethod(strategy);
  return refuse(`Lane ${letter} does not run ${strategy}.`, `It runs ${laneName(lane)}.`);
}

/** Everything that "cyclic-reflex", "B" or "B.cyclic-reflex" stands for. */
export function findEntries(lanes: readonly Lane[], name: string): readonly Entry[] {
  const [letter, strategy] = name.split('.', 2);
  const lane = lanes.find((candidate) => candidate.letter === letter);
  if (lane) return findInLane(lane, strategy);
  const found = lanes.flatMap(({ stack }) => stack).filter(({ definition }) => definition.id === name);
  if (found.length > 0) return found;
  findMethod(name);
  return refuse(
    `No lane runs ${name}.`,
    `The lanes are: ${lanes.map((candidate) => `${candidate.letter} ${laneName(candidate)}`).join(', ')}.`,
  );
}
