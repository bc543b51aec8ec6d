import { expose } from 'comlink';
import type { Outcome } from '../../../workers/protocol.ts';
import { toProblem } from '../../control/errors.ts';
import { buildReport } from '../../evaluation/report/build-report.ts';
import type { ReportContext } from '../../evaluation/report/context.ts';
import type { Report } from '../../evaluation/report/report.ts';
import type { Sample } from '../../evaluation/sample.ts';

const api = {
  build(samples: readonly Sample[], context: ReportContext): Outcome<Report> {
    try {
      return { ok: true, value: buildReport(samples, context) };
    } catch (caught) {
      return { ok: false, problem: toProblem(caught, 'internal', 'Open another file.') };
    }
  },
};

export type ReportApi = typeof api;

expose(api);
