import type { EnsembleDefinition } from './ensemble.ts';
import { requestRuns, RUNS_SETTING } from './runs.ts';
import { decideByWeight } from './vote.ts';

const SOURCE = 'Self-consistency, Wang et al., arXiv 2203.11171';

/** Every run has one vote. */
export const selfConsistency: EnsembleDefinition = {
  id: 'self-consistency',
  title: 'Self-consistency',
  summary: 'Runs the problem several times and takes the answer that most runs agree on.',
  source: `${SOURCE} (cons@k).`,
  needs: [],
  settings: { runs: RUNS_SETTING },
  presets: [
    { id: 'eight', label: '8 runs', settings: { runs: 8 }, source: 'Ours: affordable in a browser' },
    { id: 'paper', label: '40 runs', settings: { runs: 40 }, source: SOURCE },
  ],
  defaults: { runs: 8 },
  create(settings, same) {
    const count = Number(settings['runs']);
    return {
      next: (finished) => requestRuns(finished.length, count),
      decide: (finished) =>
        decideByWeight(
          finished.map(({ run, answer }) => ({
            run,
            answer,
            score: null,
            weight: answer === null ? 0 : 1,
            reason: answer === null ? 'No answer, no vote' : 'One vote',
          })),
          same,
        ),
    };
  },
};
