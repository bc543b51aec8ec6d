import results from '../../../docs/results.md?raw';
import { parseMarkdown, type Block, type Span } from './markdown.ts';

const documents = import.meta.glob<string>('../../../docs/methods/*.md', {
  query: '?raw',
  import: 'default',
  eager: true,
});

/** Strategies that are part of an ensemble are explained with it. */
const DOCUMENTED_WITH: Readonly<Record<string, string>> = { 'deepconf-stop': 'deepconf' };

/** The document of a strategy: formula, source, settings, and where paper and code differ. */
export function documentOf(strategy: string): readonly Block[] {
  const name = DOCUMENTED_WITH[strategy] ?? strategy;
  return parseMarkdown(documents[`../../../docs/methods/${name}.md`] ?? '');
}

type Table = Extract<Block, { kind: 'table' }>;

const wordsOf = (spans: readonly Span[] | undefined): string => (spans ?? []).map(({ text }) => text).join('');

/** The rows of a strategy, and those of plain decoding to hold them against, in the tables that a command has written. */
export function measuredOf(strategy: string, text = results): Table | null {
  const tables = parseMarkdown(text.replaceAll(/<!--.*?-->/gs, '')).flatMap((block) =>
    block.kind === 'table' ? [block] : [],
  );
  for (const table of tables.toReversed()) {
    const named = (row: Table['rows'][number], name: string): boolean => wordsOf(row[0]).split(/[ ,(]/)[0] === name;
    if (!table.rows.some((row) => named(row, strategy))) continue;
    return { ...table, rows: table.rows.filter((row) => named(row, strategy) || named(row, 'plain')) };
  }
  return null;
}
