import type { ReportContext } from '../../evaluation/report/context.ts';
import { parseEngine } from '../../evaluation/report/describe-context.ts';
import { UNKNOWN_CONTEXT } from './results.ts';

type MadeOn = Pick<ReportContext, 'engine' | 'adapter'>;

function inWords({ engine, adapter }: MadeOn): string {
  return `${engine.name} ${engine.version}${adapter === null ? '' : ` on ${adapter}`}`.trim();
}

/**
 * That samples were made on another engine than the one of this page, where their links would run them, or null. Also where
 * either is not known. `here`: what the loaded engine says of itself.
 */
export function otherEngine(made: MadeOn, here: string | null): string | null {
  const known = made.engine.name !== '' && made.engine.name !== UNKNOWN_CONTEXT.engine.name;
  if (here === null || !known) return null;
  const own = inWords(parseEngine(here));
  if (inWords(made) === own) return null;
  return (
    `These samples were made on ${inWords(made)}; this page runs on ${own}. Opened here, a sample may part from what it ` +
    'was where two tokens are nearly equally likely.'
  );
}
