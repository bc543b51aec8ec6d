import { confidenceBar, SCORE_OPTIONS, traceScore, type TraceScore } from './deepconf.ts';
import { DEEPCONF_SOURCE, KEEP_SETTING, WINDOW_SETTING } from './deepconf-settings.ts';
import type { Ballot, EnsembleDefinition } from './ensemble.ts';
import { requestRuns, RUNS_SETTING } from './runs.ts';
import { decideByWeight } from './vote.ts';

const scoreOf = (value: unknown): TraceScore => SCORE_OPTIONS.find((option) => option.value === value)?.value ?? 'mean';

/** All runs to their end; the surest of them vote with their confidence as weight. */
export const deepconfOffline: EnsembleDefinition = {
  id: 'deepconf-offline',
  title: 'DeepConf, offline',
  summary: 'Runs the problem several times; only the surest runs vote, each with its confidence as weight.',
  source: `${DEEPCONF_SOURCE}.`,
  needs: ['entropy'],
  settings: {
    runs: RUNS_SETTING,
    score: {
      kind: 'choice',
      options: SCORE_OPTIONS,
      label: 'Confidence of a run',
      help: 'How one number is made of the confidences of its tokens.',
      main: true,
    },
    window: WINDOW_SETTING,
    keep: KEEP_SETTING,
  },
  presets: [
    {
      id: 'bottom-90',
      label: 'Lowest tenth, keep 90 %',
      settings: { runs: 8, score: 'bottom', window: 2048, keep: 90 },
      source: DEEPCONF_SOURCE,
    },
    {
      id: 'bottom-10',
      label: 'Lowest tenth, keep 10 %',
      settings: { runs: 8, score: 'bottom', window: 2048, keep: 10 },
      source: DEEPCONF_SOURCE,
    },
    {
      id: 'tail-10',
      label: 'Tail, keep 10 %',
      settings: { runs: 8, score: 'tail', window: 2048, keep: 10 },
      source: DEEPCONF_SOURCE,
    },
  ],
  defaults: { runs: 8, score: 'bottom', window: 2048, keep: 90 },
  create(settings, same) {
    const count = Number(settings['runs']);
    const window = Number(settings['window']);
    const score = scoreOf(settings['score']);
    return {
      next: (finished) => requestRuns(finished.length, count),
      decide(finished) {
        const scores = finished.map((run) => traceScore(run.confidences, score, window));
        // Over those that could vote: who has no answer does not move the bar.
        const eligible = scores.filter((value, index) => !Number.isNaN(value) && finished[index]?.answer !== null);
        const bar = confidenceBar(eligible, Number(settings['keep']));
        const ballots = finished.map(({ run, answer }, index): Ballot => {
          const value = scores[index] ?? Number.NaN;
          if (Number.isNaN(value)) return { run, answer, score: null, weight: 0, reason: 'No drawn token' };
          if (answer === null) return { run, answer, score: value, weight: 0, reason: 'No answer, no vote' };
          const votes = value >= bar;
          const reason = `Confidence ${value.toFixed(2)} is ${votes ? 'at or above' : 'under'} the bar ${bar.toFixed(2)}`;
          return { run, answer, score: value, weight: votes ? value : 0, reason };
        });
        return decideByWeight(ballots, same);
      },
    };
  },
};
