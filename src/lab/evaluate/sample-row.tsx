import { memo, useId, useState } from 'react';
import { decimal } from '../../evaluation/report/number-format.ts';
import { endInWords } from '../../evaluation/report/render-endings.ts';
import type { Sample } from '../../evaluation/sample.ts';
import type { SampleLink } from './sample-link.ts';
import styles from './sample-table.module.css';

const SIGNS: Readonly<Record<Sample['verdict'], string>> = {
  correct: '✓',
  wrong: '✗',
  'no answer': '∅',
  unscored: '·',
  'too long': '⋯',
};

export const COLUMNS = [
  'sample',
  'strategy',
  'verdict',
  'answer',
  'known',
  'tokens',
  'reflections',
  'ended',
  'in the lab',
];

interface SampleRowProps {
  readonly sample: Sample;
  readonly letter: string;
  readonly label: string;
  readonly link: SampleLink;
}

/** A name for people: the number of the sample only where a problem has several. */
function nameOf({ id, sample }: Sample): string {
  return sample === 0 ? id : `${id}/${sample}`;
}

function Details({ sample, link }: Pick<SampleRowProps, 'sample' | 'link'>) {
  const { text, seed, answer, thinkingTokens, probeTokens, interventions, gold, end } = sample;
  return (
    <div className={styles.details}>
      <p>
        answer {answer ?? 'none'} · known answer {gold === '' ? 'none' : gold} · seed {seed} · {thinkingTokens} thinking
        tokens · {probeTokens} probe tokens · {interventions} interventions · ended {endInWords(end)}
      </p>
      {'missing' in link && <p>{link.missing}</p>}
      <pre className={styles.text}>{text === '' ? '(no text)' : text}</pre>
    </div>
  );
}

export const SampleRow = memo(function SampleRow({ sample, letter, label, link }: SampleRowProps) {
  const [open, setOpen] = useState(false);
  const id = useId();
  const { verdict, answer, gold, tokens, reflections, end } = sample;
  return (
    <>
      <tr>
        <th scope="row">
          <button
            type="button"
            className={styles.name}
            aria-expanded={open}
            aria-controls={id}
            onClick={() => setOpen(!open)}
          >
            <span aria-hidden="true">{open ? '▾' : '▸'}</span> {nameOf(sample)}
          </button>
        </th>
        <td>
          <span className={styles.letter}>{letter}</span> <span className={styles.wide}>{label}</span>
        </td>
        <td data-verdict={verdict}>
          <span aria-hidden="true">{SIGNS[verdict]}</span> {verdict}
        </td>
        <td className={`${styles.answer} ${styles.wide}`}>{answer ?? '–'}</td>
        <td className={`${styles.answer} ${styles.wide}`}>{gold}</td>
        <td className={styles.number}>{decimal(tokens, 0)}</td>
        <td className={`${styles.number} ${styles.wide}`}>{decimal(reflections, 0)}</td>
        <td className={styles.wide}>{endInWords(end)}</td>
        <td>
          {'address' in link ? (
            <a href={link.address}>
              Open<span className={styles.wide}> in the lab</span>
              <span className="visually-hidden">
                {' '}
                {nameOf(sample)}, {label}
              </span>
            </a>
          ) : (
            <span className={styles.none} title={link.missing}>
              –
            </span>
          )}
        </td>
      </tr>
      <tr id={id} hidden={!open}>
        {open && (
          <td colSpan={COLUMNS.length}>
            <Details sample={sample} link={link} />
          </td>
        )}
      </tr>
    </>
  );
});
