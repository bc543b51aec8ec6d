import { useEffect, useRef, useState } from 'react';
import { flushSync } from 'react-dom';
import { inspectedToken, useInspection } from '../inspector/inspection.ts';
import { isOver, type LaneRun } from '../session/lane-run.ts';
import { laneLetter } from '../session/lane-setup.ts';
import { endAct } from '../session/line-acts.ts';
import { findScale } from './colour-scales.ts';
import { PartingRule } from './parting-rule.tsx';
import { PhaseText } from './phase-text.tsx';
import { ScrollAreaContext } from './scroll-area.ts';
import styles from './token-text.module.css';
import { actWords } from './token-view.ts';
import { useScrollArea } from './use-scroll-area.ts';
import { useTokenCursor } from './use-token-cursor.ts';
import { useViewOptions } from './view-options.ts';

interface TokenTextProps {
  readonly lane: number;
  readonly run: LaneRun;
  /** The first position that differs from the other lane; what comes before it is dimmed. */
  readonly parting: number | null;
  /** Up to which token this lane is the same as another. */
  readonly sharedWith: (other: number) => number;
  readonly reflectionIds: ReadonlySet<number>;
  /** Starts of paragraphs that are folded away. */
  readonly same: ReadonlySet<number>;
  /** What is inspected while nobody points at anything. */
  readonly offered: number | null;
}

const PHASES = ['thinking', 'answer'] as const;

/** A lane's tokens as prose, with one cursor over all of them. */
export function TokenText({ lane, run, parting, sharedWith, reflectionIds, same, offered }: TokenTextProps) {
  const container = useRef<HTMLDivElement>(null);
  const [folded, setFolded] = useState(false);
  const cursor = useInspection((state) => (state.cursor?.lane === lane ? state.cursor.position : null));
  const pinned = useInspection((state) => state.pinned && state.cursor?.lane === lane);
  const shown = useInspection((state) => {
    const token = inspectedToken(state, offered === null ? null : { lane, position: offered });
    return token?.lane === lane ? token.position : null;
  });
  const scale = findScale(useViewOptions((options) => options.colour));
  const whiteSpace = useViewOptions((options) => options.whiteSpace);
  const count = run.records.length;
  const area = useScrollArea(container, { lane, length: count, running: !isOver(run), sharedWith });
  const printing = usePrinting();
  const handlers = useTokenCursor(container, {
    lane,
    run,
    parting,
    reflectionIds,
    onMove: () => setFolded(false),
  });
  const ended = endAct(run.end);
  const tabStop = cursor ?? Math.min(offered ?? 0, count - 1);

  return (
    <div
      ref={container}
      // Listens for all the tokens in it; the token under the cursor is the control, and scrolls it.
      role="presentation"
      className={styles.text}
      data-text={laneLetter(lane)}
      data-hue={scale?.hue}
      data-spaces={whiteSpace || undefined}
      {...handlers}
    >
      <ScrollAreaContext value={printing ? null : area}>
        {PHASES.map((phase) => (
          <PhaseText
            key={phase}
            phase={phase}
            lane={lane}
            run={run}
            parting={parting}
            reflectionIds={reflectionIds}
            scale={scale}
            same={same}
            tabStop={tabStop}
            pinned={pinned}
            shown={shown}
            folded={phase === 'thinking' && folded}
            {...(phase === 'thinking' && { onFold: () => setFolded(!folded) })}
          />
        ))}
      </ScrollAreaContext>
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

/** On paper all of the text is drawn. */
function usePrinting(): boolean {
  const [printing, setPrinting] = useState(false);
  useEffect(() => {
    // The picture of the page is taken as soon as the listeners have returned.
    const before = (): void => flushSync(() => setPrinting(true));
    const after = (): void => setPrinting(false);
    addEventListener('beforeprint', before);
    addEventListener('afterprint', after);
    return () => {
      removeEventListener('beforeprint', before);
      removeEventListener('afterprint', after);
    };
  }, []);
  return printing;
}
