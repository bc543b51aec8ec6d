import type { TokenRecord } from '../../decoding/trace.ts';
import type { LaneRun } from '../session/lane-run.ts';
import { laneLetter } from '../session/lane-setup.ts';
import { formatBias, positionBias } from '../session/token-bias.ts';
import { COLOUR_SCALES } from '../tokens/colour-scales.ts';
import { formatProbability, showText } from './candidates.ts';
import table from './figure-table.module.css';
import { inspection, useInspection, type TokenRef } from './inspection.ts';
import styles from './inspector.module.css';

interface TokenComparisonProps {
  readonly token: TokenRef;
  readonly lanes: readonly LaneRun[];
}

type Row = readonly [name: string, valueOf: (record: TokenRecord) => string];

const NOTHING = '–';
const rank = COLOUR_SCALES.find(({ id }) => id === 'rank');

const ROWS: readonly Row[] = [
  [
    'probability before',
    ({ statistics }) => (statistics ? formatProbability(Math.exp(statistics.logprob[0])) : NOTHING),
  ],
  [
    'probability after',
    ({ statistics }) => (statistics ? formatProbability(Math.exp(statistics.logprob[1])) : NOTHING),
  ],
  ['rank', (record) => String(rank?.valueOf(record) ?? NOTHING)],
  ['entropy before, nats', ({ statistics }) => statistics?.entropy[0].toFixed(2) ?? NOTHING],
  ['entropy after, nats', ({ statistics }) => statistics?.entropy[1].toFixed(2) ?? NOTHING],
  [
    'KL(after ‖ before), nats',
    ({ statistics }) => (statistics ? Math.max(0, statistics.divergence).toFixed(3) : NOTHING),
  ],
  ['bias here', (record) => (positionBias(record) === 0 ? 'none' : formatBias(positionBias(record)))],
  ['interventions', ({ interventions }) => String(interventions.length)],
  ['phase', ({ phase }) => phase],
];

/** The token that is held beside the one that is looked at. */
export function TokenComparison({ token, lanes }: TokenComparisonProps) {
  const held = useInspection((state) => state.held);
  const { hold } = inspection.getState();
  const first = held && lanes[held.lane]?.records[held.position];
  const second = lanes[token.lane]?.records[token.position];
  const same = held?.lane === token.lane && held.position === token.position;
  if (!held || !first || !second) {
    return (
      <button type="button" className={styles.hold} onClick={() => hold(token)}>
        Hold to compare with another token
      </button>
    );
  }
  return (
    <section className={styles.part} aria-label="Two tokens">
      <div className={styles.top}>
        <h3 className={styles.subheading}>Two tokens</h3>
        <button type="button" onClick={() => hold(null)}>
          Let go
        </button>
      </div>
      {same ? (
        <p className={styles.note}>This token is held. Go to another one to see both side by side.</p>
      ) : (
        <table className={table.table}>
          <thead>
            <tr>
              <th scope="col">
                <span className="visually-hidden">figure</span>
              </th>
              {[held, token].map(({ lane, position }, place) => (
                // oxlint-disable-next-line react/no-array-index-key -- the held one is first
                <th key={place} scope="col">
                  {position} · {laneLetter(lane)}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            <tr>
              <th scope="row">token</th>
              <td className={table.token}>{showText(first.text)}</td>
              <td className={table.token}>{showText(second.text)}</td>
            </tr>
            {ROWS.map(([name, valueOf]) => (
              <tr key={name}>
                <th scope="row">{name}</th>
                <td>{valueOf(first)}</td>
                <td>{valueOf(second)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </section>
  );
}
