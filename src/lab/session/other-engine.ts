import type { ReportContext } from '../../evaluation/report/context.ts';
import { parseEngine } from '../../evaluation/report/describe-context.ts';

/** Name, version and adapter in a line; '' where the engine is not known. */
export function engineInWords({ engine, adapter }: Pick<ReportContext, 'engine' | 'adapter'>): string {
  if (engine.version === '') return '';
  return `${engine.name} ${engine.version}${adapter === null ? '' : ` on ${adapter}`}`;
}

/**
 * That samples were made on another engine than the one of this page, or null; also where either is not known.
 * `made`: in words, '' where not known. `here`: what the engine of this page says of itself.
 */
export function otherEngine(made: string, here: string | null): string | null {
  const own = here === null ? '' : engineInWords(parseEngine(here));
  if (made === '' || own === '' || made === own) return null;
  return (
    `The evaluation was made on ${made}; this page runs on ${own}. Run here, a sample may part from what it was where two tokens are ` +
    'nearly equally likely.'
  );
}
