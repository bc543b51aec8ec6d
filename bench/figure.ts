import { median } from './median.ts';

/** One measured quantity over several runs, and what it should reach. */
export interface Figure {
  readonly name: string;
  readonly unit: string;
  readonly runs: readonly number[];
  /** Left out where the machine and not the code decides. */
  readonly target?: { readonly kind: 'at most' | 'at least'; readonly value: number };
}

export function meetsTarget({ runs, target }: Figure): boolean {
  if (!target) return true;
  const middle = median(runs);
  return target.kind === 'at most' ? middle <= target.value : middle >= target.value;
}

function show(value: number): string {
  if (value !== 0 && Math.abs(value) < 0.001) return value.toExponential(1);
  return value.toFixed(value < 0.1 ? 4 : value < 10 ? 2 : value < 100 ? 1 : 0);
}

/** "Run to first token: 0.21 s (median of 5: 0.20 0.21 0.22 …), target at most 3 s: pass" */
export function describeFigure(figure: Figure): string {
  const { name, unit, runs, target } = figure;
  const all = runs.map(show).join(' ');
  const verdict = target
    ? `, target ${target.kind} ${target.value} ${unit}: ${meetsTarget(figure) ? 'pass' : 'MISS'}`
    : '';
  return `${name}: ${show(median(runs))} ${unit} (median of ${runs.length}: ${all})${verdict}`;
}
