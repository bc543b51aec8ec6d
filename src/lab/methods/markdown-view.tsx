import { Fragment } from 'react';
import type { Block, Span } from './markdown.ts';
import styles from './methods-page.module.css';

function Spans({ spans }: { readonly spans: readonly Span[] }) {
  return spans.map((span, index) => {
    const key = `${index} ${span.text}`;
    if (span.kind === 'link')
      return (
        <a key={key} href={span.address} rel="noreferrer">
          {span.text}
        </a>
      );
    if (span.kind === 'text') return <Fragment key={key}>{span.text}</Fragment>;
    return span.kind === 'code' ? <code key={key}>{span.text}</code> : <strong key={key}>{span.text}</strong>;
  });
}

function BlockView({ block }: { readonly block: Block }) {
  switch (block.kind) {
    case 'heading':
      return (
        <h3 className={styles.heading}>
          <Spans spans={block.spans} />
        </h3>
      );
    case 'paragraph':
      return (
        <p>
          <Spans spans={block.spans} />
        </p>
      );
    case 'formula':
      return (
        // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- who has no mouse scrolls it with the arrow keys
        <pre className={styles.formula} role="group" aria-label="Formula" tabIndex={0}>
          {block.text}
        </pre>
      );
    case 'list': {
      const List = block.ordered ? 'ol' : 'ul';
      return (
        <List className={styles.items}>
          {block.items.map((spans, index) => (
            // oxlint-disable-next-line react/no-array-index-key -- the text never changes
            <li key={index}>
              <Spans spans={spans} />
            </li>
          ))}
        </List>
      );
    }
    default:
      return <TableView block={block} />;
  }
}

function TableView({ block: { head, rows } }: { readonly block: Extract<Block, { kind: 'table' }> }) {
  return (
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- as above
    <div className={styles.scroll} role="group" aria-label="Table" tabIndex={0}>
      <table className={styles.table}>
        <thead>
          <tr>
            {head.map((spans, index) => {
              // A header without words heads nothing.
              const Cell = spans.some(({ text }) => text.trim() !== '') ? 'th' : 'td';
              return (
                // oxlint-disable-next-line react/no-array-index-key -- the text never changes
                <Cell key={index} {...(Cell === 'th' && { scope: 'col' })}>
                  <Spans spans={spans} />
                </Cell>
              );
            })}
          </tr>
        </thead>
        <tbody>
          {rows.map((row, index) => (
            // oxlint-disable-next-line react/no-array-index-key -- the text never changes
            <tr key={index}>
              {row.map((spans, column) => (
                // oxlint-disable-next-line react/no-array-index-key -- the text never changes
                <td key={column}>
                  <Spans spans={spans} />
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

/** A document of ours. Everything in it becomes elements and text; there is no HTML to trust. */
export function MarkdownView({ blocks }: { readonly blocks: readonly Block[] }) {
  return blocks.map((block, index) => (
    // oxlint-disable-next-line react/no-array-index-key -- the text never changes
    <BlockView key={index} block={block} />
  ));
}
