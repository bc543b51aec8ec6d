import { useEffect, useState } from 'react';
import type { TokenRecord } from '../../decoding/trace.ts';
import { fetchRecording } from '../opening/opening.ts';
import { readRun } from '../runs/run-file.ts';

const NONE: readonly TokenRecord[] = [];

/** The plain lane of the recorded comparison that the page opens with; empty until it has come. */
export function useRecordedTokens(): readonly TokenRecord[] {
  const [records, setRecords] = useState(NONE);
  useEffect(() => {
    let left = false;
    const show = (text: string): void => {
      const [plain] = readRun(text, () => 'recorded', 0).lanes;
      if (!left && plain) setRecords(plain.trace.records);
    };
    // Without it the pictures say that there are no tokens.
    fetchRecording()
      .then(show)
      .catch(() => undefined);
    return () => {
      left = true;
    };
  }, []);
  return records;
}
