import { useRef } from 'react';
import { branchFault } from '../session/branch-actions.ts';
import { offsetsOf } from '../session/corrections.ts';
import { lab, useLab } from '../session/lab.ts';
import type { LaneRun } from '../session/lane-run.ts';
import { laneLetter } from '../session/lane-setup.ts';
import { idsOfLane } from '../session/reflection-ids.ts';
import { BranchForm } from './branch-form.tsx';
import { CandidateTable } from './candidate-table.tsx';
import { showText } from './candidates.ts';
import { CorrectionDetails } from './correction-details.tsx';
import { describeToken } from './describe-token.ts';
import { inspectedToken, useInspection, type TokenRef } from './inspection.ts';
import styles from './inspector.module.css';
import { InspectorVoice } from './inspector-voice.tsx';
import { ProbeDetails } from './probe-details.tsx';
import { TokenComparison } from './token-comparison.tsx';
import { TokenNumbers } from './token-numbers.tsx';
import { useEscape } from './use-escape.ts';

interface InspectorProps {
  readonly lanes: readonly LaneRun[];
  /** Shown while nobody points at a token: where the lanes part. */
  readonly offered: TokenRef | null;
  /** Of the lanes that have no model of their own. */
  readonly reflectionIds: ReadonlySet<number>;
}

/** One panel, always in the same place, for the token under the cursor. */
export function Inspector({ lanes, offered, reflectionIds }: InspectorProps) {
  const cursor = useInspection((state) => state.cursor);
  const hover = useInspection((state) => state.hover);
  const pinned = useInspection((state) => state.pinned);
  const leave = useInspection((state) => state.leave);
  const panel = useRef<HTMLElement>(null);
  useEscape(panel);
  const token = inspectedToken({ cursor, hover, pinned }, offered);
  const branching = useLab((state) => branchFault(state.lanes.length, state.activity) === null);
  const run = token ? lanes[token.lane] : undefined;
  const record = token && run?.records[token.position];
  if (!token || !run || !record) {
    return (
      <aside className={styles.inspector} aria-label="Inspector">
        <h2 className={styles.heading}>Inspector</h2>
        <p className={styles.note}>
          Point at a token, or move to one with the arrow keys: here stands what the strategy did to it, and what else
          might have come.
        </p>
      </aside>
    );
  }
  const parts = offered?.position === token.position;
  return (
    // Long reasons make it scroll, which the keyboard has to be able to do.
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex
    <aside ref={panel} className={styles.inspector} aria-label="Inspector" data-pinned={pinned} tabIndex={0}>
      <div className={styles.top}>
        <h2 className={styles.heading}>
          Token {token.position} · lane {laneLetter(token.lane)}
        </h2>
        {pinned && (
          <button type="button" onClick={leave}>
            Unpin
          </button>
        )}
      </div>
      <div className={styles.column}>
        <p className={styles.token}>{showText(record.text || (run.texts[record.id] ?? ''))}</p>
        {parts && <p className={styles.parting}>{describeParting(lanes, token.position)}</p>}
        {describeToken(record, run.texts).map((sentence) => (
          <p key={sentence} className={styles.sentence}>
            {sentence}
          </p>
        ))}
        <CandidateTable
          record={record}
          texts={run.texts}
          reflectionIds={idsOfLane(reflectionIds, run)}
          onBranch={branching ? ({ id, text }) => void lab.branch({ ...token, put: { id, text } }) : null}
        />
      </div>
      <div className={styles.column}>
        <TokenNumbers record={record} />
        {offsetsOf(record).map((offset) => (
          <CorrectionDetails key={offset.strategy} offset={offset} />
        ))}
        {record.probes.map((probe) => (
          <ProbeDetails key={probe.strategy} probe={probe} />
        ))}
        <TokenComparison token={token} lanes={lanes} />
        <BranchForm token={token} />
      </div>
      <InspectorVoice
        record={record}
        texts={run.texts}
        letter={laneLetter(token.lane)}
        moved={cursor !== null && hover === null}
      />
    </aside>
  );
}

function describeParting(lanes: readonly LaneRun[], position: number): string {
  const drawn = lanes.flatMap((lane, index) => {
    const record = lane.records[position];
    return record ? [`${laneLetter(index)} drew “${showText(record.text)}”`] : [`${laneLetter(index)} had ended`];
  });
  return `The lanes part here: ${drawn.join(', ')}.`;
}
