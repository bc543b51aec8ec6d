import { groupConfidences, stoppingStep } from '../../control/ensembles/deepconf.ts';
import { srgen } from '../../control/strategies/srgen.ts';
import type { Settings } from '../../control/strategy.ts';
import type { TokenRecord } from '../../decoding/trace.ts';
import { laneSeries } from '../timeline/lane-series.ts';
import { limitAt, type Picture, type PictureOf, type Point } from './picture.ts';

/** The entropies of the recorded run under SRGen's threshold. What a correction would have changed behind it is not known. */
function entropyPicture(settings: Settings, records: readonly TokenRecord[]): Picture {
  const { threshold } = laneSeries({ records, strategies: [{ id: srgen.id, settings }] });
  const measured = records.flatMap(({ position, statistics }): Point[] =>
    statistics ? [[position, statistics.tempered]] : [],
  );
  const limits = [...(threshold ?? [])].flatMap((value, at): Point[] => (Number.isNaN(value) ? [] : [[at, value]]));
  const above = measured.filter(([position, entropy]) => entropy > (threshold?.[position] ?? Infinity));
  const highest = Math.max(0, ...measured.map(([, entropy]) => entropy));
  const top = Math.min(6, Math.max(2, highest, ...limits.map(([, limit]) => limit)) * 1.05);
  const places = above.map(([position]) => position).join(', ');
  return {
    x: { from: 0, to: Math.max(1, records.length), label: 'tokens' },
    y: { from: 0, to: top, label: 'nats' },
    lines: [
      { look: 'measured', points: measured },
      { look: 'limit', points: limits.map(([x, y]): Point => [x, Math.min(y, top)]) },
    ],
    marks: above.map((at) => ({ at, sign: '◆' })),
    words: `Entropy of ${records.length} recorded tokens, at most ${highest.toFixed(2)} nats, and the threshold: ${
      above.length === 0 ? 'no token is above it' : `above it ${places}`
    }`,
    caption: 'Entropy of the recorded run (line) and the threshold (dashed), nats. ◆: here a correction would begin.',
  };
}

/** The confidence of the recorded run over a window, and where it would have been ended. */
function confidencePicture(settings: Settings, records: readonly TokenRecord[]): Picture {
  const window = Number(settings['window']);
  const bar = Number(settings['bar']);
  const confidences = records.flatMap(({ statistics }) => statistics?.confidence ?? []);
  const full = confidences.length >= window;
  const groups = full ? groupConfidences(confidences, window) : [];
  const stop = stoppingStep(confidences, window, bar);
  const points = groups.map((mean, at): Point => [at + window - 1, mean]);
  const x = { from: 0, to: Math.max(1, records.length), label: 'tokens' };
  const y = { from: 0, to: Math.max(20, bar, ...groups) * 1.05, label: 'nats' };
  const mean = stop === null ? undefined : groups[stop - window + 1];
  return {
    x,
    y,
    lines: [{ look: 'measured', points }, limitAt(bar, x)],
    marks: stop === null || mean === undefined ? [] : [{ at: [stop, mean], sign: '■' }],
    words: `Mean confidence of the last ${window} of ${records.length} recorded tokens against a bar of ${bar} nats: ${
      full ? (stop === null ? 'never under it' : `under it at token ${stop}`) : 'the window is never full'
    }`,
    caption: full
      ? 'Mean confidence of a window of the recorded run (line) and the bar (dashed), nats. ■: the run would end.'
      : `The recorded run has ${records.length} tokens: a window of ${window} is never full.`,
  };
}

const ENTROPY: PictureOf = {
  fields: ['deviations', 'minDeviation', 'window', 'minThreshold', 'staticThreshold'],
  draw: entropyPicture,
};

export const RUN_PICTURES: Readonly<Record<string, PictureOf>> = {
  srgen: ENTROPY,
  'srgen-logit': ENTROPY,
  'deepconf-stop': { fields: ['window', 'bar'], draw: confidencePicture },
};
