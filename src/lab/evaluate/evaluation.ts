import { useStore } from 'zustand';
import { inference, lab } from '../session/lab.ts';
import { keptRuns } from './kept-run.ts';
import { modelFacts } from './model-facts.ts';
import { createRunSession, type EvaluationRun } from './run-session.ts';

/** "Chromium 156.0" as far as the browser says so. */
function describeBrowser(): string {
  const [, name, version] = /(Firefox|Edg|Chrome|Version)\/([\d.]+)/.exec(navigator.userAgent) ?? [];
  return name === undefined ? navigator.userAgent : `${name === 'Version' ? 'Safari' : name} ${version}`;
}

/** The one evaluation of this page. */
export const runs = createRunSession({
  session: lab,
  client: inference,
  kept: keptRuns,
  now: () => performance.now(),
  newId: () => crypto.randomUUID(),
  browser: describeBrowser(),
  modelHash: (model) => modelFacts(model).hash,
});

export function useRun(): EvaluationRun | null {
  return useStore(runs.store, ({ run }) => run);
}
