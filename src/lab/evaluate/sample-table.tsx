import { useEffect, useMemo, useRef, useState } from 'react';
import { letterOf } from '../../evaluation/report/anchors.ts';
import { selectSamples } from '../../evaluation/report/select-samples.ts';
import { sampleKey, type Sample } from '../../evaluation/sample.ts';
import { armTitle } from './arm-title.ts';
import { describeSelection } from './describe-selection.ts';
import type { Results } from './results.ts';
import { sampleLink } from './sample-link.ts';
import { COLUMNS, SampleRow } from './sample-row.tsx';
import styles from './sample-table.module.css';
import { ALL, useView } from './view-state.ts';

const PAGE = 20;
const WIDE = new Set(['answer', 'known', 'reflections', 'ended']);
const NUMBERS = new Set(['tokens', 'reflections']);

interface SampleTableProps {
  readonly results: Results;
  /** While a run makes more: the newest comes first. */
  readonly growing: boolean;
}

function Pages({ page, count, onChange }: { page: number; count: number; onChange: (page: number) => void }) {
  if (count < 2) return null;
  return (
    <nav className={styles.pages} aria-label="Pages of samples">
      <button type="button" disabled={page === 0} onClick={() => onChange(page - 1)}>
        Earlier
      </button>
      <span>
        page {page + 1} of {count}
      </span>
      <button type="button" disabled={page === count - 1} onClick={() => onChange(page + 1)}>
        Later
      </button>
    </nav>
  );
}

/** By problem, so that a problem's samples under all strategies stand together; pairs already do. */
function inOrder(selected: readonly Sample[], all: readonly Sample[]): readonly Sample[] {
  const wanted = new Set(selected.map(sampleKey));
  return all.filter((sample) => wanted.has(sampleKey(sample)));
}

/** The samples behind the figure that was pressed last, or all of them. */
export function SampleTable({ results, growing }: SampleTableProps) {
  const { samples, arms } = results;
  const selection = useView((state) => state.selection);
  const presses = useView((state) => state.presses);
  const select = useView((state) => state.select);
  const [asked, setAsked] = useState({ page: 0, presses });
  const title = useRef<HTMLHeadingElement>(null);
  const seen = useRef(presses);

  useEffect(() => {
    if (seen.current === presses) return;
    seen.current = presses;
    title.current?.focus();
    title.current?.scrollIntoView({ block: 'start' });
  }, [presses]);

  const selected = useMemo(() => {
    const ordered = selection.kind === 'all' ? samples : inOrder(selectSamples(arms, selection), samples);
    return growing ? ordered.toReversed() : ordered;
  }, [samples, arms, selection, growing]);
  const count = Math.ceil(selected.length / PAGE);
  // A new figure begins at its first page.
  const page = asked.presses === presses ? Math.min(asked.page, Math.max(0, count - 1)) : 0;
  const names = useMemo(
    () =>
      new Map(
        arms.map(({ strategyHash, modelHash, label }, index) => [
          strategyHash + modelHash,
          { label, letter: letterOf(index) },
        ]),
      ),
    [arms],
  );
  const unlinked = useMemo(() => {
    const [first] = samples;
    const link = first && sampleLink(first, results);
    return link && 'missing' in link ? link.missing : null;
  }, [samples, results]);

  return (
    <section className={styles.samples} aria-labelledby="samples">
      <div className={styles.head}>
        <h2 id="samples" ref={title} tabIndex={-1} className={styles.title}>
          Samples
        </h2>
        <output className={styles.note}>
          {selected.length} of {samples.length}: {describeSelection(selection)}
        </output>
        {selection.kind !== 'all' && (
          <button type="button" onClick={() => select(ALL)}>
            Show all
          </button>
        )}
      </div>
      {unlinked !== null && <p className={styles.note}>Samples cannot be opened in the lab. {unlinked}</p>}
      {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- who has no mouse scrolls it with the arrow keys */}
      <div className={styles.scroll} role="region" aria-label="Table of samples" tabIndex={0}>
        <table className={styles.table}>
          <thead>
            <tr>
              {COLUMNS.map((name) => (
                <th
                  key={name}
                  scope="col"
                  className={[WIDE.has(name) ? styles.wide : '', NUMBERS.has(name) ? styles.number : ''].join(' ')}
                >
                  {name}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {selected.slice(page * PAGE, (page + 1) * PAGE).map((sample) => {
              const arm = names.get(sample.strategyHash + sample.modelHash);
              return (
                <SampleRow
                  key={sampleKey(sample)}
                  sample={sample}
                  letter={arm?.letter ?? ''}
                  label={armTitle(arm?.label ?? sample.strategy)}
                  link={sampleLink(sample, results)}
                />
              );
            })}
          </tbody>
        </table>
      </div>
      <Pages page={page} count={count} onChange={(next) => setAsked({ page: next, presses })} />
    </section>
  );
}
