import type { EnsembleDefinition } from './ensemble.ts';
import { requestRuns, RUNS_SETTING } from './runs.ts';
import { bordaWeight, decideByWeight, rankScores } from './vote.ts';

const SOURCE = 'Kang et al., arXiv 2502.18581; backprop07/Self-Certainty, commit b17d021e';

/** Runs vote by their rank in self-certainty, or the surest decides alone. */
export const selfCertainty: EnsembleDefinition = {
  id: 'self-certainty',
  title: 'Self-certainty (Borda)',
  summary: 'Runs the problem several times; the surer a run was of its own tokens, the more its answer counts.',
  source: `${SOURCE}.`,
  needs: ['entropy'],
  settings: {
    runs: RUNS_SETTING,
    vote: {
      kind: 'choice',
      options: [
        { value: 'borda', label: 'Borda: all, by rank' },
        { value: 'best', label: 'Best of N: the surest alone' },
      ],
      label: 'Vote',
      help: 'Whether all runs vote by their rank or the surest one that has an answer decides.',
      main: true,
    },
    power: {
      kind: 'number',
      min: 0,
      max: 10,
      step: 0.1,
      label: 'Power p',
      help: 'The run of rank r of N has (N - r + 1)^p votes. 0 is the majority vote.',
      main: true,
    },
  },
  presets: [
    { id: 'code', label: 'p = 0.5', settings: { runs: 8, vote: 'borda', power: 0.5 }, source: `Default of ${SOURCE}` },
    {
      id: 'few',
      label: 'p = 0.3',
      settings: { runs: 8, vote: 'borda', power: 0.3 },
      source: 'arXiv 2502.18581: N = 8',
    },
    {
      id: 'many',
      label: 'p = 1.2',
      settings: { runs: 64, vote: 'borda', power: 1.2 },
      source: 'arXiv 2502.18581: N = 64',
    },
    { id: 'best', label: 'Best of N', settings: { runs: 8, vote: 'best', power: 0 }, source: SOURCE },
  ],
  defaults: { runs: 8, vote: 'borda', power: 0.5 },
  create(settings, same) {
    const count = Number(settings['runs']);
    const power = Number(settings['power']);
    return {
      next: (finished) => requestRuns(finished.length, count),
      decide(finished) {
        const ranks = rankScores(finished.map((run) => run.selfCertainty));
        const answered = ranks.filter((_, index) => finished[index]?.answer !== null);
        const surest = Math.min(...answered);
        const ballots = finished.map(({ run, answer, selfCertainty: value }, index) => {
          const rank = ranks[index] ?? finished.length;
          const votes =
            settings['vote'] === 'best' ? Number(rank === surest) : bordaWeight(rank, finished.length, power);
          return {
            run,
            answer,
            score: Number.isNaN(value) ? null : value,
            weight: answer === null ? 0 : votes,
            reason: `Rank ${rank} of ${finished.length}${answer === null ? ', but no answer' : ''}`,
          };
        });
        return decideByWeight(ballots, same);
      },
    };
  },
};
