import { decimal, percent, range, signed } from '../../evaluation/report/number-format.ts';
import type { Estimate } from '../../evaluation/statistics/estimate.ts';
import { describeRun } from '../compare/describe-run.ts';
import { lab } from '../session/lab.ts';
import { laneLetter } from '../session/lane-setup.ts';
import { seedDifferences, seedFigures, type SeedResult } from './seed-result.ts';
import { seedRuns, useSeedRun } from './seeds.ts';
import styles from './seeds-panel.module.css';
import { SpreadStrip } from './spread-strip.tsx';
import type { SeedRun } from './seed-runs.ts';

const one = (value: number): string => decimal(value, 1);
const points = (value: number): string => signed(100 * value, 1);
const signedOne = (value: number): string => signed(value, 1);

/** What many seeds say of the lanes, where one seed may only have been lucky. */
export function SeedsPanel() {
  const run = useSeedRun();
  if (!run) return null;
  const done = new Set(run.results.map(({ seed }) => seed)).size;
  const busy = run.activity !== 'idle';
  return (
    <section className={styles.panel} aria-label="Many seeds">
      <div className={styles.top}>
        <h2 className={styles.heading}>
          {done} of {run.seeds.length} seeds · “{run.prompt}”
        </h2>
        {busy && (
          <>
            <progress aria-label="Seeds done" value={done} max={run.seeds.length} />
            <button type="button" disabled={run.activity === 'stopping'} onClick={() => seedRuns.stop()}>
              Stop the seeds
            </button>
          </>
        )}
      </div>
      {run.problem && (
        <p role="alert" className={styles.problem}>
          {run.problem.message} {run.problem.hint}
        </p>
      )}
      {done > 0 && <Figures run={run} />}
      {done > 0 && <Seeds run={run} />}
    </section>
  );
}

function resultsOf({ results }: SeedRun, lane: number): readonly SeedResult[] {
  return results.filter((result) => result.lane === lane);
}

const computed = ({ tokens, probeTokens }: SeedResult): number => tokens + probeTokens;

function Figures({ run }: { readonly run: SeedRun }) {
  const first = resultsOf(run, 0);
  const largest = Math.max(...run.results.map(computed));
  return (
    <div className={styles.scroll}>
      <table className={styles.table}>
        <caption>
          <span>
            Means over seeds with 95 % intervals; differences to lane A are paired by seed. Tokens include those of
            probes. All of it holds for this one problem. Accuracy has score intervals, counts have t intervals, which
            stop at 0 for a lane.
          </span>
        </caption>
        <thead>
          <tr>
            <th scope="col">lane</th>
            <th scope="col">accuracy</th>
            <th scope="col">tokens</th>
            <th scope="col">
              <span className="visually-hidden">spread of the tokens</span>
            </th>
            <th scope="col">reflections</th>
            <th scope="col">against A: accuracy, points</th>
            <th scope="col">tokens</th>
            <th scope="col">reflections</th>
          </tr>
        </thead>
        <tbody>
          {run.lanes.map((strategies, lane) => {
            const own = resultsOf(run, lane);
            const { accuracy, tokens, reflections } = seedFigures(own);
            const differences = lane === 0 ? null : seedDifferences(own, first);
            return (
              // oxlint-disable-next-line react/no-array-index-key -- a lane is its place
              <tr key={lane} data-lane={laneLetter(lane)}>
                <th scope="row">
                  <span className={styles.letter}>{laneLetter(lane)}</span> {describeRun({ strategies })}
                </th>
                <Cell estimate={accuracy} write={percent} nothing="answer unknown" />
                <Cell estimate={held(tokens)} write={one} />
                <td>
                  <SpreadStrip values={own.map(computed)} estimate={tokens} largest={largest} />
                </td>
                <Cell estimate={held(reflections)} write={one} />
                <Cell estimate={differences?.accuracy ?? null} write={points} />
                <Cell estimate={differences?.tokens ?? null} write={signedOne} />
                <Cell estimate={differences?.reflections ?? null} write={signedOne} />
              </tr>
            );
          })}
        </tbody>
      </table>
    </div>
  );
}

/** No count is below 0, whatever the t interval says of few seeds. */
function held(estimate: Estimate | null): Estimate | null {
  if (estimate === null || estimate.low === null) return estimate;
  return { ...estimate, low: Math.max(0, estimate.low) };
}

interface CellProps {
  readonly estimate: Estimate | null;
  readonly write: (value: number) => string;
  readonly nothing?: string;
}

function Cell({ estimate, write, nothing = '' }: CellProps) {
  if (!estimate) return <td className={styles.note}>{nothing}</td>;
  return (
    <td>
      {write(estimate.value)}{' '}
      {estimate.low !== null && <span className={styles.note}>{range(estimate.low, estimate.high, write)}</span>}
    </td>
  );
}

const SIGNS = { correct: '✓', wrong: '✗', 'no answer': '–', unscored: '' } as const;

function Seeds({ run }: { readonly run: SeedRun }) {
  const seeds = [...new Set(run.results.map(({ seed }) => seed))];
  return (
    <details className={styles.seeds}>
      <summary>Seed by seed</summary>
      <ul>
        {seeds.map((seed) => (
          <li key={seed}>
            <button
              type="button"
              disabled={run.activity !== 'idle'}
              onClick={() => {
                lab.setSampling('seed', String(seed));
                void lab.run();
              }}
            >
              Run seed {seed} here
            </button>
            {run.results
              .filter((result) => result.seed === seed)
              .map(({ lane, tokens, answer, verdict }) => (
                <span key={lane}>
                  {laneLetter(lane)} {tokens} tokens, {answer ?? 'no answer'}{' '}
                  <span aria-hidden="true">{SIGNS[verdict]}</span>
                  {(verdict === 'correct' || verdict === 'wrong') && <span className="visually-hidden">{verdict}</span>}
                </span>
              ))}
          </li>
        ))}
      </ul>
    </details>
  );
}
