import { wrap } from 'comlink';
import { useEffect, useState } from 'react';
import type { Outcome } from '../../../workers/protocol.ts';
import type { Report } from '../../evaluation/report/report.ts';
import type { ReportApi } from './report.worker.ts';
import type { Results } from './results.ts';

const LOST = {
  code: 'internal',
  message: 'The figures could not be computed: their worker was lost.',
  hint: 'Reload the page.',
} as const;

/**
 * The report of the results, or null while it is being computed: ten thousand resamples per figure take seconds, in a
 * worker of their own. Newer results end the work on older ones.
 */
export function useReport(results: Results | null): Outcome<Report> | null {
  const [computed, setComputed] = useState<{ readonly of: Results; readonly outcome: Outcome<Report> } | null>(null);
  useEffect(() => {
    if (!results) return () => undefined;
    const worker = new Worker(new URL('report.worker.ts', import.meta.url), { type: 'module' });
    const answer = (outcome: Outcome<Report>): void => setComputed({ of: results, outcome });
    worker.addEventListener('error', () => answer({ ok: false, problem: LOST }));
    wrap<ReportApi>(worker)
      .build(results.samples, results.context)
      .then(answer, () => answer({ ok: false, problem: LOST }));
    return () => worker.terminate();
  }, [results]);
  return computed?.of === results ? computed.outcome : null;
}
