/**
 * Whether `text` completes a paragraph end ("\n\n") after `before`. Ends are counted from left to right without overlap:
 * three newlines are one end and the first half of another. An end may lie inside a longer token or across two.
 */
export function completesParagraph(before: string, text: string): boolean {
  const run = before.length - before.replace(/\n+$/, '').length;
  const open = run % 2 === 1 ? '\n' : '';
  return (open + text).includes('\n\n');
}
