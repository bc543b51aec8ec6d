import { deepconfStop } from '../strategies/deepconf-stop.ts';
import { confidenceBar, traceScore } from './deepconf.ts';
import { DEEPCONF_SOURCE, KEEP_SETTING, WINDOW_SETTING } from './deepconf-settings.ts';
import type { Ballot, EnsembleDefinition, FinishedRun, SameAnswer } from './ensemble.ts';
import { requestRuns, RUNS_SETTING } from './runs.ts';
import { consensus, decideByWeight, tallyBallots } from './vote.ts';

interface Online {
  readonly warmUp: number;
  readonly window: number;
  readonly keep: number;
}

/** 6 significant digits, as a trace keeps numbers: the bar becomes a setting of the runs that follow. */
const rounded = (value: number): number => Number(value.toPrecision(6));

const lowestGroup = ({ confidences }: FinishedRun, window: number): number => traceScore(confidences, 'lowest', window);

/** 0 stops nobody: where no warm-up run has drawn a token there is nothing to hold others to. */
function barOf(finished: readonly FinishedRun[], { warmUp, window, keep }: Online): number {
  const lowest = finished.slice(0, warmUp).map((run) => lowestGroup(run, window));
  const bar = confidenceBar(
    lowest.filter((value) => !Number.isNaN(value)),
    keep,
  );
  return Number.isNaN(bar) ? 0 : rounded(bar);
}

function ballotsOf(finished: readonly FinishedRun[], online: Online): readonly Ballot[] {
  const bar = barOf(finished, online);
  return finished.map((each, index): Ballot => {
    const { run, answer, stoppedBy } = each;
    const value = lowestGroup(each, online.window);
    const score = Number.isNaN(value) ? null : value;
    const none = (reason: string): Ballot => ({ run, answer, score, weight: 0, reason });
    if (stoppedBy === deepconfStop.id) return none(`Stopped: its window fell under the bar ${bar.toFixed(2)}`);
    if (score === null) return none('No drawn token');
    if (index < online.warmUp && rounded(score) < bar)
      return none(`Warm-up; lowest window ${score.toFixed(2)} is under the bar ${bar.toFixed(2)}`);
    if (answer === null) return none('No answer, no vote');
    const where = index < online.warmUp ? 'Warm-up; lowest' : 'Lowest';
    // A run shorter than the window cannot be stopped.
    const how = rounded(score) < bar ? 'is under the bar, but was never full:' : 'keeps the bar';
    return {
      run,
      answer,
      score,
      weight: score,
      reason: `${where} window ${score.toFixed(2)} ${how} ${bar.toFixed(2)}`,
    };
  });
}

/** Whether the votes so far agree enough to save the other runs. 100 % is no limit, as in the published code. */
function isAgreed(finished: readonly FinishedRun[], online: Online, share: number, same: SameAnswer): boolean {
  if (share >= 1) return false;
  const voting = ballotsOf(finished, online).filter(({ weight }) => weight > 0);
  return voting.length > 0 && consensus(tallyBallots(voting, same)) >= share;
}

/** Warm-up runs set a bar; later runs end as soon as a window of theirs falls under it. */
export const deepconfOnline: EnsembleDefinition = {
  id: 'deepconf-online',
  title: 'DeepConf, online',
  summary: 'Warm-up runs set a bar of confidence; later runs are stopped when they fall under it, the others vote.',
  source: `${DEEPCONF_SOURCE}.`,
  needs: ['entropy'],
  conflicts: { [deepconfStop.id]: 'it sets the bar of that strategy itself' },
  settings: {
    runs: RUNS_SETTING,
    warmUp: {
      kind: 'integer',
      min: 1,
      max: 512,
      step: 1,
      label: 'Warm-up runs',
      help: 'Runs that end by themselves and set the bar; they count among the runs.',
      main: true,
    },
    window: WINDOW_SETTING,
    keep: KEEP_SETTING,
    consensus: {
      kind: 'number',
      min: 50,
      max: 100,
      step: 5,
      unit: '%',
      label: 'Consensus',
      help: 'No more runs once an answer has this share of the votes. 100 starts them all.',
      main: false,
    },
  },
  presets: [
    {
      id: 'code',
      label: 'DeepConf-high, as the code',
      settings: { runs: 32, warmUp: 16, window: 2048, keep: 90, consensus: 100 },
      source: `${DEEPCONF_SOURCE}; its 256 runs made 32`,
    },
    {
      id: 'low',
      label: 'DeepConf-low',
      settings: { runs: 32, warmUp: 16, window: 2048, keep: 10, consensus: 100 },
      source: `${DEEPCONF_SOURCE}; its 256 runs made 32`,
    },
    {
      id: 'paper',
      label: 'DeepConf-low, stops at 95 %',
      settings: { runs: 32, warmUp: 16, window: 2048, keep: 10, consensus: 95 },
      source: 'arXiv 2508.15260; its number of runs made 32',
    },
  ],
  defaults: { runs: 32, warmUp: 16, window: 2048, keep: 90, consensus: 100 },
  create(settings, same) {
    const count = Number(settings['runs']);
    const share = Number(settings['consensus']) / 100;
    const online: Online = {
      warmUp: Math.min(count, Number(settings['warmUp'])),
      window: Number(settings['window']),
      keep: Number(settings['keep']),
    };
    return {
      next(finished) {
        if (finished.length < online.warmUp) return requestRuns(finished.length, online.warmUp);
        if (isAgreed(finished, online, share, same)) return [];
        const stop = { id: deepconfStop.id, settings: { window: online.window, bar: barOf(finished, online) } };
        // One after the other where any of them may be the last.
        return requestRuns(finished.length, share < 1 ? Math.min(count, finished.length + 1) : count, [stop]);
      },
      decide: (finished) => decideByWeight(ballotsOf(finished, online), same),
    };
  },
};
