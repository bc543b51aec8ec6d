import { laneLetter } from '../src/evaluation/run/lane-letter.ts';
import { UsageError } from './failure.ts';

interface Axis {
  readonly setting: string;
  readonly values: readonly string[];
}

const FORM = 'Write it as --grid amplitude=1,2,3 --grid period=60,120.';

/** "amplitude=1,2,3", one text per setting. */
export function readGrid(texts: readonly string[]): readonly Axis[] {
  if (texts.length === 0) throw new UsageError('--grid is missing.', FORM);
  const axes = texts.map((text): Axis => {
    const [, setting, list] = /^([^=.\s]+)=(.+)$/.exec(text) ?? [];
    const values = list?.split(',').map((value) => value.trim());
    if (setting === undefined || values === undefined || values.includes(''))
      throw new UsageError(`--grid ${text} cannot be read.`, FORM);
    return { setting, values };
  });
  for (const [index, { setting }] of axes.entries()) {
    if (axes.findIndex((other) => other.setting === setting) < index)
      throw new UsageError(`--grid names ${setting} twice.`, 'Put all its values into one.');
  }
  return axes;
}

/** Every combination, the last axis varying fastest. */
function combine(axes: readonly Axis[]): readonly (readonly string[])[] {
  return axes.reduce<readonly (readonly string[])[]>(
    (combinations, { setting, values }) =>
      combinations.flatMap((sofar) => values.map((value) => [...sofar, `${setting}=${value}`])),
    [[]],
  );
}

/** The grid as --strategies and --set would say it: a lane per combination. */
export function gridSettings(
  strategy: string,
  axes: readonly Axis[],
  most: number,
): { readonly strategies: string; readonly set: readonly string[] } {
  const combinations = combine(axes);
  if (combinations.length > most)
    throw new UsageError(
      `The grid has ${combinations.length} settings; ${most} are the most.`,
      'Try fewer values: the more are tried, the more the best of them is so by luck.',
    );
  return {
    strategies: combinations.map(() => strategy).join(','),
    set: combinations.flatMap((settings, lane) => settings.map((setting) => `${laneLetter(lane)}.${setting}`)),
  };
}
