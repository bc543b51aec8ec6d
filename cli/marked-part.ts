import { UsageError } from './failure.ts';

/**
 * Replaces what stands between `<!-- NAME: … -->` and `<!-- end of NAME -->` in a text, so that figures in a document come
 * from a command. Undefined when the text has no such part.
 */
export function replaceMarked(text: string, name: string, content: string): string | undefined {
  const begin = text.indexOf(`<!-- ${name}:`);
  if (begin < 0) return undefined;
  const end = text.indexOf(`<!-- end of ${name} -->`, begin);
  if (end < 0) throw new UsageError(`The part "${name}" has no end.`, `Write <!-- end of ${name} --> after it.`);
  const from = text.indexOf('-->', begin) + '-->'.length;
  return `${text.slice(0, from)}\n\n${content.trim()}\n\n${text.slice(end)}`;
}
