import type { Report } from '../../evaluation/report/report.ts';
import { AccuracyTable } from './accuracy-table.tsx';
import { ChangesTable, EndingsTable } from './count-tables.tsx';
import { DifferenceTable } from './difference-table.tsx';
import { ParetoChart } from './pareto-chart.tsx';
import styles from './result-figures.module.css';

/** What such a sample could show at all, before anyone reads a difference into it. */
function describePower({ detectable }: Report): string {
  const { problems, difference } = detectable;
  if (difference === null) return `${problems} problem: no error can be given.`;
  if (difference >= 1) return `${problems} problems: too few to tell any difference in accuracy from chance.`;
  const least = (100 * difference).toFixed(0);
  return `${problems} problems: a difference in accuracy below about ${least} points would mostly go unnoticed.`;
}

/** The figures of a report; each with samples behind it leads to them. */
export function ResultFigures({ report }: { readonly report: Report }) {
  return (
    <div className={styles.figures}>
      <p className={styles.note}>{describePower(report)} Press a figure to see its samples.</p>
      <AccuracyTable {...report} />
      <DifferenceTable {...report} />
      <div className={styles.pair}>
        <ParetoChart {...report} />
        <div className={styles.counts}>
          <EndingsTable {...report} />
          <ChangesTable {...report} />
        </div>
      </div>
      <p className={styles.note}>
        The first answer is found by its words ({report.strategies[0]?.changes.detector ?? ''}); it misses some.
      </p>
    </div>
  );
}
