import { triangularWave, cyclicReflex, waveOf } from '../../control/strategies/cyclic-reflex.ts';
import { srgenLogit } from '../../control/strategies/srgen-logit.ts';
import { srgen } from '../../control/strategies/srgen.ts';
import { thresholdOf } from '../../control/srgen/settings.ts';
import { INITIAL_MONITOR, isMonitoring, testEntropy } from '../../control/srgen/threshold.ts';
import type { Settings } from '../../control/strategy.ts';
import type { TokenRecord } from '../../decoding/trace.ts';
import { growingFold } from '../session/growing-fold.ts';
import type { LaneRun } from '../session/lane-run.ts';
import { positionBias } from '../session/token-bias.ts';
import { GrowingNumbers } from './growing-numbers.ts';

/** What is measured along the tokens of a lane, one number per token; NaN where there is none. */
export interface LaneSeries {
  readonly position: Float64Array;
  /** The strongest bias that was applied, nats. */
  readonly bias: Float64Array;
  /** After the strategies, nats. */
  readonly entropy: Float64Array;
  /** KL(after || before), nats. */
  readonly change: Float64Array;
  /** Of the probe made last, from 0 to 1. */
  readonly certainty: Float64Array;
  /** With which reflection is banned, from the same probe. */
  readonly suppression: Float64Array;
  /** What CyclicReflex would add, nats; null for lanes without it. */
  readonly wave: Float64Array | null;
  /** What SRGen holds the next entropy against, nats; null for lanes without it. */
  readonly threshold: Float64Array | null;
}

const measured = growingFold(
  () => ({
    position: new GrowingNumbers(),
    bias: new GrowingNumbers(),
    entropy: new GrowingNumbers(),
    change: new GrowingNumbers(),
    certainty: new GrowingNumbers(),
    suppression: new GrowingNumbers(),
    probe: { certainty: Number.NaN, suppression: Number.NaN },
  }),
  (lists, record) => {
    const { statistics, position } = record;
    lists.position.push(position);
    lists.bias.push(statistics ? positionBias(record) : Number.NaN);
    lists.entropy.push(statistics ? statistics.entropy[1] : Number.NaN);
    lists.change.push(statistics ? Math.max(0, statistics.divergence) : Number.NaN);
    for (const { values } of record.probes) {
      const { certainty = Number.NaN, suppression = Number.NaN } = values;
      lists.probe = { certainty, suppression };
    }
    lists.certainty.push(lists.probe.certainty);
    lists.suppression.push(lists.probe.suppression);
  },
);

/** One fold per settings object: those of a run stay the same object. */
function foldBySettings(
  create: (settings: Settings) => (records: readonly TokenRecord[]) => GrowingNumbers,
): (settings: Settings, records: readonly TokenRecord[]) => GrowingNumbers {
  const folds = new WeakMap<Settings, (records: readonly TokenRecord[]) => GrowingNumbers>();
  return (settings, records) => {
    const fold = folds.get(settings) ?? create(settings);
    folds.set(settings, fold);
    return fold(records);
  };
}

const wave = foldBySettings((settings) => {
  const shape = waveOf(settings);
  const from = Number(settings['windowStart']);
  const to = Number(settings['windowEnd']);
  return growingFold(
    () => new GrowingNumbers(),
    (list, { position }) => {
      list.push(position >= from && position < to ? triangularWave(position, shape) : Number.NaN);
    },
  );
});

/** The same steps as in src/control/srgen/monitor.ts, keeping the threshold of each. */
const threshold = foldBySettings((settings) => {
  const monitor = thresholdOf(settings);
  const most = Number(settings['maxTriggers']);
  const fold = growingFold(
    () => ({ list: new GrowingNumbers(), state: INITIAL_MONITOR }),
    (monitored, { position, statistics }) => {
      if (position === 0 || !statistics || !isMonitoring(monitored.state, most)) {
        monitored.list.push(Number.NaN);
        return;
      }
      const step = testEntropy(monitored.state, statistics.tempered, monitor, most);
      monitored.list.push(step.threshold);
      // A static threshold looks at no history, which would only grow.
      monitored.state = monitor.window === Infinity ? { ...step.state, history: [] } : step.state;
    },
  );
  return (records) => fold(records).list;
});

/** The series of a lane as far as it has come; cheap while tokens stream in. The arrays are views that later tokens extend. */
export function laneSeries({ records, strategies }: Pick<LaneRun, 'records' | 'strategies'>): LaneSeries {
  const lists = measured(records);
  const settingsOf = (...ids: readonly string[]): Settings | undefined =>
    strategies.find(({ id }) => ids.includes(id))?.settings;
  const waved = settingsOf(cyclicReflex.id);
  const monitored = settingsOf(srgen.id, srgenLogit.id);
  return {
    position: lists.position.view(),
    bias: lists.bias.view(),
    entropy: lists.entropy.view(),
    change: lists.change.view(),
    certainty: lists.certainty.view(),
    suppression: lists.suppression.view(),
    wave: waved ? wave(waved, records).view() : null,
    threshold: monitored ? threshold(monitored, records).view() : null,
  };
}
