import type { Offset } from '../session/corrections.ts';
import table from './figure-table.module.css';
import styles from './inspector.module.css';

/** An offset of the hidden state: how long it is, and how the loss went while it was learned. */
export function CorrectionDetails({ offset }: { readonly offset: Offset }) {
  const steps = offset.losses.length - 1;
  return (
    <section className={styles.part} aria-label="Correction">
      <h3 className={styles.subheading}>
        <span aria-hidden="true" className={styles.correctionSign}>
          ◆{' '}
        </span>
        Correction
      </h3>
      <dl className={styles.numbers}>
        <dt>norm of the offset</dt>
        <dd>{Math.hypot(...offset.vector).toFixed(3)}</dd>
      </dl>
      <table className={table.table}>
        <caption>Losses before each step and after the last, nats</caption>
        <thead>
          <tr>
            <th scope="col">step</th>
            <th scope="col">cross-entropy</th>
            <th scope="col">entropy</th>
            <th scope="col">total</th>
          </tr>
        </thead>
        <tbody>
          {offset.losses.map((loss, index) => (
            // oxlint-disable-next-line react/no-array-index-key -- a step is its place
            <tr key={index}>
              <th scope="row">{index < steps ? index + 1 : 'after'}</th>
              <td>{loss.crossEntropy.toFixed(3)}</td>
              <td>{loss.entropy.toFixed(3)}</td>
              <td>{loss.total.toFixed(3)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
