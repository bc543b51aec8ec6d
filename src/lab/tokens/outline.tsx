import { Fold } from '../app/fold.tsx';
import { inspection } from '../inspector/inspection.ts';
import type { LaneRun } from '../session/lane-run.ts';
import { laneLetter } from '../session/lane-setup.ts';
import type { Paragraph } from '../session/paragraphs.ts';
import { marksOf } from '../timeline/marks.ts';
import styles from './outline.module.css';

interface OutlineProps {
  readonly lane: number;
  readonly run: LaneRun;
  readonly reflectionIds: ReadonlySet<number>;
}

const MOST_CHARACTERS = 64;

function firstWords({ records }: Paragraph): string {
  let text = '';
  for (const record of records) {
    text += record.text;
    if (text.length > MOST_CHARACTERS) break;
  }
  const line = text.trim().replaceAll(/\s+/g, ' ');
  return line.length > MOST_CHARACTERS ? `${line.slice(0, MOST_CHARACTERS)}…` : line;
}

/** The paragraphs of a lane by their first words and marks; each leads to its place in the text. */
export function Outline({ lane, run, reflectionIds }: OutlineProps) {
  const count = run.paragraphs.length;
  const summary = (
    <>
      Outline <span className="visually-hidden">of lane {laneLetter(lane)}</span> · {count}{' '}
      {count === 1 ? 'paragraph' : 'paragraphs'}
    </>
  );
  return (
    <Fold className={styles.outline} summary={summary}>
      <Entries lane={lane} run={run} reflectionIds={reflectionIds} />
    </Fold>
  );
}

function Entries({ lane, run, reflectionIds }: OutlineProps) {
  return (
    <ol className={styles.list}>
      {run.paragraphs.map((paragraph) => (
        <li key={paragraph.start} className={styles.entry}>
          <button type="button" onClick={() => inspection.getState().moveTo({ lane, position: paragraph.start })}>
            <span className={styles.position}>{paragraph.start}</span>
            <span className={styles.words}>{firstWords(paragraph)}</span>
            <span className={styles.marks}>{signsIn(paragraph, run, reflectionIds)}</span>
          </button>
        </li>
      ))}
    </ol>
  );
}

function signsIn({ start, records }: Paragraph, run: LaneRun, reflectionIds: ReadonlySet<number>): string {
  const signs = marksOf(run.records, null, reflectionIds)
    .filter(({ position, sign }) => sign !== '' && position >= start && position < start + records.length)
    .map(({ sign }) => sign);
  return signs.length > 6 ? `${signs.slice(0, 6).join('')}…` : signs.join('');
}
