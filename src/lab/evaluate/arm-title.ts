import { ENSEMBLES } from '../../control/ensembles/index.ts';
import { STRATEGIES } from '../../control/strategies/index.ts';
import { STACKED } from '../../evaluation/run/stack-name.ts';

const TITLES = new Map([...STRATEGIES, ...ENSEMBLES].map(({ id, title }) => [id, title]));

/**
 * The label of an arm of a report with the names that the rest of the page has: "CyclicReflex + SRGen steps=2". What this
 * page has no name for stays as the file has it.
 */
export function armTitle(label: string): string {
  const [ids = '', ...settings] = label.split(' ');
  const titles = ids.split(STACKED).map((id) => TITLES.get(id) ?? id);
  return [titles.join(` ${STACKED} `), ...settings].join(' ');
}
