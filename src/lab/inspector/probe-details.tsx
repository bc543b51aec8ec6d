import type { RecordedProbe } from '../../decoding/trace.ts';
import { probeFigures } from '../session/probe-words.ts';
import { formatProbability, showText } from './candidates.ts';
import table from './figure-table.module.css';
import styles from './inspector.module.css';
import { ProbeText } from './probe-text.tsx';

/** A probe made before the inspected token: its text, its tokens with their figures, and what was measured. */
export function ProbeDetails({ probe }: { readonly probe: RecordedProbe }) {
  return (
    <section className={styles.part} aria-label="Probe">
      <h3 className={styles.subheading}>
        <span aria-hidden="true" className={styles.probeSign}>
          ◎{' '}
        </span>
        Probe before this token
      </h3>
      <ProbeText probe={probe} />
      <dl className={styles.numbers}>
        {probeFigures(probe).map(([name, value]) => (
          <FigureRow key={name} name={name} value={value} />
        ))}
      </dl>
      <table className={table.table}>
        <caption className="visually-hidden">Tokens of the probe</caption>
        <thead>
          <tr>
            <th scope="col">token</th>
            <th scope="col">probability</th>
            <th scope="col">entropy</th>
          </tr>
        </thead>
        <tbody>
          {probe.tokens.map((token, index) => (
            // oxlint-disable-next-line react/no-array-index-key -- the tokens of a probe never change places
            <tr key={index}>
              <th scope="row" className={table.token}>
                {showText(token.text)}
              </th>
              <td>{formatProbability(Math.exp(token.logprob))}</td>
              <td>{token.entropy.toFixed(2)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

function FigureRow({ name, value }: { readonly name: string; readonly value: string }) {
  return (
    <>
      <dt>{name}</dt>
      <dd>{value}</dd>
    </>
  );
}
