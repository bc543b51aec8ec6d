import { certaintyGuided } from '../../control/strategies/certainty-guided.ts';
import { cyclicReflex } from '../../control/strategies/cyclic-reflex.ts';
import { srgenLogit } from '../../control/strategies/srgen-logit.ts';
import { srgen } from '../../control/strategies/srgen.ts';
import type { LaneRun } from '../session/lane-run.ts';
import { ENTROPY_SCALE } from './entropy-scale.ts';
import styles from './timeline.module.css';

type Line = 'bias' | 'wave' | 'entropy' | 'threshold' | 'certainty' | 'suppression' | 'phases' | 'inView';

function Sample({ line, children }: { readonly line: Line; readonly children: string }) {
  return (
    <span className={styles.sample}>
      <svg width={22} height={10} aria-hidden="true" data-line={line}>
        <line x1={0} x2={22} y1={5} y2={5} />
      </svg>
      {children}
    </span>
  );
}

/** What the lines stand for, as far as the lanes have them. */
export function LinesLegend({ lanes, biasScale }: { readonly lanes: readonly LaneRun[]; readonly biasScale: number }) {
  const ran = new Set(lanes.flatMap(({ strategies }) => strategies.map(({ id }) => id)));
  return (
    <p className={styles.lines}>
      <Sample line="bias">{`bias, ±${biasScale} nats`}</Sample>
      {ran.has(cyclicReflex.id) && <Sample line="wave">wave</Sample>}
      <Sample line="entropy">{`entropy, 0 to ${ENTROPY_SCALE} nats`}</Sample>
      {(ran.has(srgen.id) || ran.has(srgenLogit.id)) && <Sample line="threshold">SRGen’s threshold</Sample>}
      {ran.has(certaintyGuided.id) && (
        <>
          <Sample line="certainty">certainty, 0 to 1</Sample>
          <Sample line="suppression">probability of a ban</Sample>
        </>
      )}
      <Sample line="phases">thinking, then answer</Sample>
      <Sample line="inView">what the text shows</Sample>
    </p>
  );
}
