import type { TokenRecord, TokenTexts } from '../../decoding/trace.ts';
import { biasMark, formatBias } from '../session/token-bias.ts';
import { candidateRows, formatProbability, showText } from './candidates.ts';
import styles from './candidate-table.module.css';

interface CandidateTableProps {
  readonly record: TokenRecord;
  readonly texts: TokenTexts;
  readonly reflectionIds: ReadonlySet<number>;
  /** Goes on with another candidate instead; null when that cannot be done now. */
  readonly onBranch: ((candidate: { readonly id: number; readonly text: string }) => void) | null;
}

/** The likeliest tokens before and after the strategies, at temperature 1. */
export function CandidateTable({ record, texts, reflectionIds, onBranch }: CandidateTableProps) {
  const rows = candidateRows(record, texts);
  if (rows.length === 0) return null;
  const changed = record.statistics?.after !== undefined;
  return (
    <table className={styles.table}>
      <caption className={styles.caption}>
        {changed ? 'Probability before and after the strategy' : 'Probability'}
      </caption>
      <thead>
        <tr>
          <th scope="col">token</th>
          {changed && <th scope="col">before</th>}
          <th scope="col">{changed ? 'after' : 'probability'}</th>
          {onBranch && (
            <th scope="col">
              <span className="visually-hidden">branch</span>
            </th>
          )}
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <tr key={row.id} data-chosen={row.chosen}>
            <th scope="row">
              <span className={reflectionIds.has(row.id) ? styles.reflection : undefined}>{showText(row.text)}</span>
              {row.bias !== 0 && Number.isFinite(row.bias) && (
                <span className={row.bias > 0 ? styles.up : styles.down} title={formatBias(row.bias)}>
                  {' '}
                  {biasMark(row.bias)}
                  <span className="visually-hidden">{formatBias(row.bias)}</span>
                </span>
              )}
              {row.chosen && <span className={styles.chosen}> drawn</span>}
            </th>
            {changed && <Share value={row.before} />}
            {row.bias === -Infinity ? <td className={styles.banned}>banned</td> : <Share value={row.after} />}
            {onBranch && (
              <td className={styles.branch}>
                {!row.chosen && (
                  <button
                    type="button"
                    aria-label={`Branch with “${showText(row.text)}”`}
                    title={`A new lane that goes on with “${showText(row.text)}” here`}
                    onClick={() => onBranch(row)}
                  >
                    ↳
                  </button>
                )}
              </td>
            )}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

/** A probability as a number over a bar of that share of the cell. */
function Share({ value }: { readonly value: number | null }) {
  if (value === null) return <td className={styles.share}>–</td>;
  return (
    <td className={styles.share}>
      {formatProbability(value)}
      <span className={styles.bar} style={{ inlineSize: `${value * 100}%` }} />
    </td>
  );
}
