import { appendFileSync, existsSync, readFileSync } from 'node:fs';

/** How one fault ended. `lost`: a token that was shown is missing, or the page did not come to a clear end. */
export interface FaultOutcome {
  readonly seed: number;
  readonly fault: number;
  /** Of its kind. */
  readonly name: string;
  readonly outcome: 'recovered' | 'clear failure' | 'lost';
}

/** Adds to the file of the campaign, if there is one: a campaign that is interrupted keeps what it has. */
export function noteOutcome(outcome: FaultOutcome): void {
  const file = process.env['FAULTS_FILE'];
  if (file !== undefined) appendFileSync(file, `${JSON.stringify(outcome)}\n`);
}

/** The last outcome of every fault of a seed. */
export function readOutcomes(file: string, seed: number): readonly FaultOutcome[] {
  if (!existsSync(file)) return [];
  const lines = readFileSync(file, 'utf8').split('\n');
  const outcomes = lines.filter((line) => line !== '').map((line) => JSON.parse(line) as FaultOutcome);
  return [...new Map(outcomes.filter((each) => each.seed === seed).map((each) => [each.fault, each])).values()];
}

/** The counts by kind, as a table. */
export function outcomesTable(outcomes: readonly FaultOutcome[]): string {
  const row = (name: string, of: readonly FaultOutcome[]): string => {
    const count = (outcome: FaultOutcome['outcome']): number => of.filter((each) => each.outcome === outcome).length;
    return `| ${name} | ${of.length} | ${count('recovered')} | ${count('clear failure')} | ${count('lost')} |`;
  };
  const names = [...new Set(outcomes.map(({ name }) => name))].toSorted();
  return [
    '| fault | tried | recovered | clear failure | lost |',
    '| --- | ---: | ---: | ---: | ---: |',
    ...names.map((name) =>
      row(
        name,
        outcomes.filter((each) => each.name === name),
      ),
    ),
    row('all', outcomes),
  ].join('\n');
}
