import { useEffect, useRef, useState, type KeyboardEvent, type PointerEvent } from 'react';
import { inspectedToken, inspection, useInspection } from '../inspector/inspection.ts';
import type { LaneRun } from '../session/lane-run.ts';
import { endAct } from '../session/line-acts.ts';
import { movedPosition, tokenOnNextLine } from './cursor-moves.ts';
import { PartingRule } from './parting-rule.tsx';
import { PhaseText } from './phase-text.tsx';
import styles from './token-text.module.css';
import { actWords } from './token-view.ts';

interface TokenTextProps {
  readonly lane: number;
  readonly run: LaneRun;
  /** The first position that differs from the other lane; what comes before it is dimmed. */
  readonly parting: number | null;
  readonly reflectionIds: ReadonlySet<number>;
  /** What is inspected while nobody points at anything. */
  readonly offered: number | null;
}

const PHASES = ['thinking', 'answer'] as const;

function positionUnder(event: { readonly target: EventTarget }): number | null {
  const token = event.target instanceof Element ? event.target.closest('[data-position]') : null;
  return token instanceof HTMLElement ? Number(token.dataset['position']) : null;
}

/** A lane's tokens as prose, with one cursor over all of them. */
export function TokenText({ lane, run, parting, reflectionIds, offered }: TokenTextProps) {
  const container = useRef<HTMLDivElement>(null);
  const followFocus = useRef(false);
  const [folded, setFolded] = useState(false);
  const cursor = useInspection((state) => (state.cursor?.lane === lane ? state.cursor.position : null));
  const pinned = useInspection((state) => state.pinned && state.cursor?.lane === lane);
  const shown = useInspection((state) => {
    const token = inspectedToken(state, offered === null ? null : { lane, position: offered });
    return token?.lane === lane ? token.position : null;
  });
  const { moveTo, hoverOver, togglePin, unpin } = inspection.getState();
  const count = run.records.length;
  const ended = endAct(run.end);
  const tabStop = cursor ?? Math.min(offered ?? 0, count - 1);

  const tokenAt = (position: number): HTMLElement | null =>
    container.current?.querySelector<HTMLElement>(`[data-position="${position}"]`) ?? null;

  useEffect(() => {
    if (cursor === null) return;
    const token = container.current?.querySelector<HTMLElement>(`[data-position="${cursor}"]`);
    // A cursor that was set elsewhere, in the timeline for instance, is brought into view but takes no focus away.
    if (followFocus.current) token?.focus();
    else token?.scrollIntoView({ block: 'nearest' });
    followFocus.current = false;
  }, [cursor]);

  function onKeyDown(event: KeyboardEvent): void {
    const from = positionUnder(event);
    if (from === null || event.altKey || event.ctrlKey || event.metaKey) return;
    if (event.key === 'Escape') return unpin();
    if (event.key === 'Enter' || event.key === ' ') {
      event.preventDefault();
      return togglePin({ lane, position: from });
    }
    const to = movedPosition(event.key, from, count, (direction) =>
      tokenOnNextLine(from, direction, count, (position) => tokenAt(position)?.getBoundingClientRect()),
    );
    if (to === null) return;
    event.preventDefault();
    setFolded(false);
    followFocus.current = true;
    moveTo({ lane, position: to });
  }

  function onClick(event: { readonly target: EventTarget }): void {
    const position = positionUnder(event);
    // Someone who selects text to copy it does not want to pin it.
    if (position === null || getSelection()?.isCollapsed === false) return;
    followFocus.current = true;
    togglePin({ lane, position });
  }

  function onPointerOver(event: PointerEvent): void {
    if (event.pointerType !== 'mouse') return;
    const position = positionUnder(event);
    hoverOver(position === null ? null : { lane, position });
  }

  return (
    <div
      ref={container}
      // Listens for all the tokens in it; the token under the cursor is the control.
      role="presentation"
      className={styles.text}
      onKeyDown={onKeyDown}
      onClick={onClick}
      onPointerOver={onPointerOver}
      onPointerLeave={() => hoverOver(null)}
    >
      {PHASES.map((phase) => (
        <PhaseText
          key={phase}
          phase={phase}
          lane={lane}
          run={run}
          parting={parting}
          reflectionIds={reflectionIds}
          tabStop={tabStop}
          pinned={pinned}
          shown={shown}
          folded={phase === 'thinking' && folded}
          {...(phase === 'thinking' && { onFold: () => setFolded(!folded) })}
        />
      ))}
      {parting === count && count > 0 && <PartingRule />}
      {ended && (
        <p className={styles.end}>
          <span aria-hidden="true">{ended.sign} </span>
          {actWords(ended)}
        </p>
      )}
    </div>
  );
}
