import { expect, it } from 'vitest';
import { parseMarkdown, parseSpans } from './markdown.ts';

it('reads what docs/methods has', () => {
  const text =
    '# x\n\nOne\nline.\n\n## Formula\n\n    a = b\n      c\n\n- one\n- two\n  more\n\n| a | b |\n| - | - |\n| `c` | d |\n';
  expect(parseMarkdown(text)).toMatchObject([
    { kind: 'paragraph', spans: [{ text: 'One line.' }] },
    { kind: 'heading', spans: [{ text: 'Formula' }] },
    { kind: 'formula', text: 'a = b\n  c' },
    { kind: 'list', ordered: false, items: [[{ text: 'one' }], [{ text: 'two more' }]] },
    {
      kind: 'table',
      head: [[{ text: 'a' }], [{ text: 'b' }]],
      rows: [[[{ kind: 'code', text: 'c' }], [{ text: 'd' }]]],
    },
  ]);
});

it('links papers and commits, and nothing else', () => {
  const spans = parseSpans('arXiv 2506.11077; a/b, commit f55f1a7; [ours](../x.md) and [odd](javascript:alert(1))');
  expect(spans.flatMap((span) => (span.kind === 'link' ? [span.address] : []))).toEqual([
    'https://arxiv.org/abs/2506.11077',
    'https://github.com/a/b/tree/f55f1a7',
  ]);
});
