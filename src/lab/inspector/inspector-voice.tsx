import { useEffect, useState } from 'react';
import type { TokenRecord, TokenTexts } from '../../decoding/trace.ts';
import { probeWords } from '../session/probe-words.ts';
import { describeToken } from './describe-token.ts';
import { beforeAfter } from './token-numbers.tsx';

/** Long enough that a cursor on the move stays silent. */
const SETTLED_MILLISECONDS = 500;

interface InspectorVoiceProps {
  readonly record: TokenRecord;
  readonly texts: TokenTexts;
  readonly letter: string;
  /** Only a cursor that someone moved is spoken, never the pointer. */
  readonly moved: boolean;
}

/** What the inspector shows, for ears. */
export function InspectorVoice({ record, texts, letter, moved }: InspectorVoiceProps) {
  const [spoken, setSpoken] = useState('');
  useEffect(() => {
    if (!moved) return () => undefined;
    const entropy = record.statistics ? ` Entropy ${beforeAfter(record.statistics.entropy)} nats.` : '';
    const probes = record.probes.map((probe) => `After a ${probeWords(probe)}. `).join('');
    const acts = describeToken(record, texts).join(' ');
    const sentence = `Token ${record.position}, lane ${letter}. ${probes}${acts}${entropy}`;
    const timer = setTimeout(() => setSpoken(sentence), SETTLED_MILLISECONDS);
    return () => clearTimeout(timer);
  }, [record, texts, letter, moved]);
  return (
    <output className="visually-hidden" aria-label="Token under the cursor">
      {spoken}
    </output>
  );
}
