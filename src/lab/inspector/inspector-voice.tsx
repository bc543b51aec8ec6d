import { useEffect, useState } from 'react';
import type { TokenRecord } from '../../decoding/trace.ts';
import { describeToken } from './describe-token.ts';
import { beforeAfter } from './token-numbers.tsx';

/** Long enough that a cursor on the move stays silent. */
const SETTLED_MILLISECONDS = 500;

interface InspectorVoiceProps {
  readonly record: TokenRecord;
  readonly letter: string;
  /** Only a cursor that someone moved is spoken, never the pointer. */
  readonly moved: boolean;
}

/** What the inspector shows, for ears. */
export function InspectorVoice({ record, letter, moved }: InspectorVoiceProps) {
  const [spoken, setSpoken] = useState('');
  useEffect(() => {
    if (!moved) return () => undefined;
    const entropy = record.statistics ? ` Entropy ${beforeAfter(record.statistics.entropy)} nats.` : '';
    const sentence = `Token ${record.position}, lane ${letter}. ${describeToken(record).join(' ')}${entropy}`;
    const timer = setTimeout(() => setSpoken(sentence), SETTLED_MILLISECONDS);
    return () => clearTimeout(timer);
  }, [record, letter, moved]);
  return (
    <output className="visually-hidden" aria-label="Token under the cursor">
      {spoken}
    </output>
  );
}
