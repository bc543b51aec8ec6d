import { Fragment, memo } from 'react';
import type { TokenRecord } from '../../decoding/trace.ts';
import type { Paragraph } from '../session/paragraphs.ts';
import { PartingRule } from './parting-rule.tsx';
import { TokenSpan } from './token-span.tsx';
import styles from './token-text.module.css';
import { stepOf, type ColourScale } from './colour-scales.ts';
import { viewToken } from './token-view.ts';

interface ParagraphTextProps {
  readonly paragraph: Paragraph;
  /** The record before this paragraph: it may say why the first token was put in. */
  readonly previous: TokenRecord | undefined;
  readonly reflectionIds: ReadonlySet<number>;
  /** What the ground shows; null for what the strategies did. */
  readonly scale: ColourScale | null;
  /** All positions below, where they are not in this paragraph, are -1, so that other paragraphs are not drawn again. */
  readonly sharedUntil: number;
  readonly parting: number;
  readonly tabStop: number;
  readonly pinned: boolean;
  readonly shown: number;
}

/** One block of tokens, drawn again only when something in it changed. */
export const ParagraphText = memo(function ParagraphText(props: ParagraphTextProps) {
  const { paragraph, previous, reflectionIds, scale, sharedUntil, parting, tabStop, pinned, shown } = props;
  const last = paragraph.records.length - 1;
  return (
    <p className={styles.paragraph}>
      {paragraph.records.map((record, index) => (
        <Fragment key={record.position}>
          {record.position === parting && <PartingRule />}
          <TokenSpan
            view={viewToken(
              record,
              reflectionIds,
              index === 0 || index === last,
              paragraph.records[index - 1] ?? previous,
            )}
            text={record.text}
            step={scale && stepOf(scale, record)}
            shared={record.position < sharedUntil}
            tabStop={record.position === tabStop}
            pinned={pinned && record.position === tabStop}
            shown={record.position === shown}
          />
        </Fragment>
      ))}
    </p>
  );
});

/** A position as this paragraph should see it: its own, or -1. */
export function within(paragraph: Paragraph, position: number | null | undefined): number {
  if (position === null || position === undefined) return -1;
  const offset = position - paragraph.start;
  return offset >= 0 && offset < paragraph.records.length ? position : -1;
}

/** The end of the shared part as this paragraph should see it. */
export function sharedWithin(paragraph: Paragraph, sharedUntil: number): number {
  const end = paragraph.start + paragraph.records.length;
  return Math.max(paragraph.start, Math.min(sharedUntil, end));
}
