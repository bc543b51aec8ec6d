/** A piece of a line. */
export type Span =
  | { readonly kind: 'text' | 'code' | 'strong'; readonly text: string }
  | { readonly kind: 'link'; readonly text: string; readonly address: string };

export type Block =
  | { readonly kind: 'heading' | 'paragraph'; readonly spans: readonly Span[] }
  | { readonly kind: 'formula'; readonly text: string }
  | { readonly kind: 'list'; readonly ordered: boolean; readonly items: readonly (readonly Span[])[] }
  | {
      readonly kind: 'table';
      readonly head: readonly (readonly Span[])[];
      readonly rows: readonly (readonly (readonly Span[])[])[];
    };

const PIECES =
  /`([^`]+)`|\*\*([^*]+)\*\*|\[([^\]]+)\]\([^)]*\)|arXiv[: ](\d{4}\.\d{4,5})|([\w.-]+\/[\w.-]+), commit ([0-9a-f]{7,40})/g;

/** Papers and commits become links; links between our own documents, which the page does not serve, stay words. */
export function parseSpans(line: string): readonly Span[] {
  const spans: Span[] = [];
  let from = 0;
  for (const match of line.matchAll(PIECES)) {
    if (match.index > from) spans.push({ kind: 'text', text: line.slice(from, match.index) });
    const [whole, code, strong, words, paper, repository, commit] = match;
    if (code !== undefined) spans.push({ kind: 'code', text: code });
    else if (strong !== undefined) spans.push({ kind: 'strong', text: strong });
    else if (words !== undefined) spans.push({ kind: 'text', text: words });
    else if (paper !== undefined) spans.push({ kind: 'link', text: whole, address: `https://arxiv.org/abs/${paper}` });
    else spans.push({ kind: 'link', text: whole, address: `https://github.com/${repository}/tree/${commit}` });
    from = match.index + whole.length;
  }
  if (from < line.length) spans.push({ kind: 'text', text: line.slice(from) });
  return spans;
}

function cells(line: string): readonly (readonly Span[])[] {
  return line
    .replace(/^\||\|$/g, '')
    .split('|')
    .map((cell) => parseSpans(cell.trim()));
}

const ITEM = /^(?:[-*]|\d+\.) /;

function parseBlock(lines: readonly string[]): Block {
  const [first = ''] = lines;
  if (lines.every((line) => line.startsWith('    ')))
    return { kind: 'formula', text: lines.map((line) => line.slice(4)).join('\n') };
  if (first.startsWith('|')) {
    const [head = '', , ...rows] = lines;
    return { kind: 'table', head: cells(head), rows: rows.map(cells) };
  }
  if (ITEM.test(first)) {
    const items: string[] = [];
    for (const line of lines) {
      if (ITEM.test(line)) items.push(line.replace(ITEM, ''));
      else items.push(`${items.pop() ?? ''} ${line.trim()}`);
    }
    return { kind: 'list', ordered: /^\d/.test(first), items: items.map(parseSpans) };
  }
  return { kind: 'paragraph', spans: parseSpans(lines.join(' ')) };
}

/** As much of Markdown as docs/methods has. The title is left out; all other headings are of one level. */
export function parseMarkdown(text: string): readonly Block[] {
  const blocks: Block[] = [];
  let lines: string[] = [];
  const close = (): void => {
    if (lines.length > 0) blocks.push(parseBlock(lines));
    lines = [];
  };
  for (const line of text.split('\n')) {
    if (line.startsWith('#')) {
      close();
      const heading = line.replace(/^#+ /, '');
      if (!line.startsWith('# ')) blocks.push({ kind: 'heading', spans: parseSpans(heading) });
    } else if (line.trim() === '') close();
    else lines.push(line);
  }
  close();
  return blocks;
}
