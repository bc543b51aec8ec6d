import { useMemo } from 'react';
import { describeContext } from '../../evaluation/report/describe-context.ts';
import { inPlannedOrder } from '../../evaluation/run/plan.ts';
import type { Sample } from '../../evaluation/sample.ts';
import { useLab } from '../session/lab.ts';
import { engineInWords, otherEngine } from '../session/other-engine.ts';
import type { OpenedFiles } from './open-files.ts';
import { ResultFigures } from './result-figures.tsx';
import styles from './result-figures.module.css';
import { describeResults, UNKNOWN_CONTEXT, type Results } from './results.ts';
import { SampleTable } from './sample-table.tsx';
import { SaveButtons } from './save-buttons.tsx';
import { useReport } from './use-report.ts';
import type { RunPlan } from './run-plan.ts';
import { isUnderWay, type EvaluationRun } from './run-session.ts';
import { modelFacts } from './model-facts.ts';
import { useView } from './view-state.ts';

/** Read by those who look for the line; more than a few say that the file is not what it seems. */
const MOST_FAULTS = 5;

function resultsOfRun({ manifest, items }: RunPlan, samples: readonly Sample[]): Results {
  const { configuration, surroundings } = manifest;
  const { files, hash, promptTemplate } = modelFacts(configuration.model);
  const context = describeContext(configuration, {
    surroundings,
    commit: null,
    files: hash === configuration.modelHash ? files : [],
    promptTemplate,
    flags: [],
  });
  const order = configuration.strategies.map((strategy) => strategy.hash);
  return describeResults(samples, { ...context, order }, items);
}

/** Whether the samples are of files that this page would not run them on. */
function isForeign({ samples, models }: Results): boolean {
  return samples.some(({ modelHash }) => {
    const model = models.get(modelHash);
    return model === undefined || modelFacts(model).hash !== modelHash;
  });
}

function Faults({ faults }: Pick<OpenedFiles, 'faults'>) {
  if (faults.length === 0) return null;
  const more = faults.length - MOST_FAULTS;
  return (
    <div role="alert" className={styles.faults}>
      <p>{faults.length === 1 ? 'A line was' : `${faults.length} lines were`} left out; the rest is shown.</p>
      <ul>
        {faults.slice(0, MOST_FAULTS).map(({ line, message }) => (
          <li key={line}>{message}</li>
        ))}
      </ul>
      {more > 0 && <p>And {more} more.</p>}
    </div>
  );
}

/** The figures of `results` and their samples; while they grow, the samples alone. */
function ResultView({ results, title, growing }: { results: Results; title: string; growing: boolean }) {
  const computed = useReport(growing ? null : results);
  const report = computed?.ok ? computed.value : null;
  const close = useView((state) => state.close);
  const opened = useView((state) => state.opened);
  const here = useLab(({ model }) => (model.kind === 'ready' ? model.model.engine.description : null));
  const elsewhere = otherEngine(engineInWords(results.context), here);
  return (
    <>
      {!growing && (
        <section className={styles.results} aria-labelledby="results">
          <div className={styles.head}>
            <h2 id="results" className={styles.title}>
              {title}
            </h2>
            <SaveButtons samples={results.samples} report={report} />
            {opened.samples.length > 0 && (
              <button type="button" onClick={close}>
                Close
              </button>
            )}
          </div>
          <Faults faults={opened.faults} />
          {isForeign(results) && (
            <p className={styles.note}>
              Some samples were made with other model files than this page has: run here, their traces will differ.
            </p>
          )}
          {elsewhere !== null && <p className={styles.note}>{elsewhere}</p>}
          {report && <ResultFigures report={report} />}
          {computed === null && <p className={styles.note}>Computing the figures …</p>}
          {computed?.ok === false && <p role="alert">{`${computed.problem.message} ${computed.problem.hint}`}</p>}
        </section>
      )}
      <SampleTable results={results} growing={growing} />
    </>
  );
}

/** What was opened, or else what the run of this page has. */
export function ResultSection({ run }: { readonly run: EvaluationRun | null }) {
  const opened = useView((state) => state.opened);
  const fromFile = useMemo(
    () =>
      opened.samples.length > 0
        ? describeResults(opened.samples, opened.context ?? UNKNOWN_CONTEXT, opened.items)
        : null,
    [opened],
  );
  const [plan, jobs, samples] = [run?.plan, run?.jobs, run?.samples];
  // Not of the whole run: its clock changes more often than its samples.
  const fromRun = useMemo(
    () => (plan && jobs && samples && samples.length > 0 ? resultsOfRun(plan, inPlannedOrder(jobs, samples)) : null),
    [plan, jobs, samples],
  );
  if (fromFile) return <ResultView results={fromFile} title={`Results in ${opened.name}`} growing={false} />;
  if (!fromRun || !run) return null;
  const [made, planned] = [run.samples.length, run.jobs.length];
  const title = made === planned ? 'Results' : `Results so far, ${made} of ${planned} samples`;
  return <ResultView results={fromRun} title={title} growing={isUnderWay(run)} />;
}
