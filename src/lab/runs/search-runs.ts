import { STRATEGIES } from '../../control/strategies/index.ts';
import { laneLetter } from '../session/lane-setup.ts';
import type { EntryLane, RunEntry } from './run-entry.ts';

/** "CyclicReflex + Hint"; a strategy that is not known here is called by its id. */
function strategyNames({ header }: EntryLane): string {
  const titles = header.strategies.map(({ id }) => STRATEGIES.find((each) => each.id === id)?.title ?? id);
  return titles.join(' + ') || 'Plain';
}

/** "A Plain: 118 tokens, answer 40, wrong". */
export function describeLane(entry: EntryLane, lane: number): string {
  const { tokens, answer } = entry;
  const counted = `${laneLetter(lane)} ${strategyNames(entry)}: ${tokens} token${tokens === 1 ? '' : 's'}`;
  return answer === '' ? counted : `${counted}, ${answer}`;
}

/** Whether every word stands somewhere in what the list shows of a run. */
export function matches({ name, prompt, model, lanes }: RunEntry, search: string): boolean {
  const shown = [name, prompt, model, ...lanes.map(describeLane)].join('\n').toLowerCase();
  return search
    .toLowerCase()
    .split(/\s+/)
    .every((word) => shown.includes(word));
}
