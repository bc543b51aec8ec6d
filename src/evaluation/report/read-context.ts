import * as v from 'valibot';
import { ProblemError } from '../../control/errors.ts';
import { tuningSchema } from '../tuning/tuning.ts';
import type { ReportContext } from './context.ts';
import { REPORT_FORMAT, REPORT_VERSION } from './report.ts';

const contextSchema = v.object({
  commit: v.nullable(v.string()),
  command: v.string(),
  model: v.string(),
  modelFiles: v.array(v.object({ name: v.string(), sha256: v.string() })),
  tokenizerHash: v.nullable(v.string()),
  engine: v.object({ name: v.string(), version: v.string() }),
  adapter: v.nullable(v.string()),
  browser: v.nullable(v.string()),
  flags: v.array(v.string()),
  seed: v.number(),
  settings: v.record(v.string(), v.union([v.number(), v.string(), v.boolean()])),
  promptTemplate: v.string(),
  prompt: v.exactOptional(v.string()),
  source: v.exactOptional(v.string()),
  tuning: v.exactOptional(tuningSchema),
  baseline: v.exactOptional(v.string()),
  order: v.exactOptional(v.array(v.string())),
  assumed: v.exactOptional(v.object({ accuracy: v.number(), correlation: v.number() })),
});

/** Of report.json only its context is read: the figures are computed again from the samples. */
const reportSchema = v.object({
  format: v.literal(REPORT_FORMAT),
  version: v.literal(REPORT_VERSION),
  context: contextSchema,
});

/** What made the samples, from the value of a report.json; throws `task-invalid`. */
export function readContext(value: unknown, file: string): ReportContext {
  const result = v.safeParse(reportSchema, value);
  if (result.success) return result.output.context;
  const [issue] = result.issues;
  throw new ProblemError(
    'task-invalid',
    `${file} is no report of this version ("${v.getDotPath(issue) ?? 'file'}": ${issue.message}).`,
    'Open the samples without it, or make it again with npm run eval.',
  );
}
