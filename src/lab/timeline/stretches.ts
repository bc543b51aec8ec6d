import type { Stretch } from './wave-path.ts';

/** Runs of neighbouring positions that are set; `to` is the first position after the run. */
export function stretches(flags: readonly boolean[]): readonly Stretch[] {
  const found: Stretch[] = [];
  flags.forEach((flag, position) => {
    const last = found.at(-1);
    if (!flag) return;
    if (last?.to === position) found[found.length - 1] = { from: last.from, to: position + 1 };
    else found.push({ from: position, to: position + 1 });
  });
  return found;
}
