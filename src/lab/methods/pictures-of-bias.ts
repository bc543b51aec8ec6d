import { isInWindow } from '../../control/reflection-choice.ts';
import { triangularWave, waveOf } from '../../control/strategies/cyclic-reflex.ts';
import { silverBias } from '../../control/strategies/silver.ts';
import { tip } from '../../control/strategies/tip.ts';
import type { Settings } from '../../control/strategy.ts';
import { imaginedPast, imaginedToken, onImagined } from './imagined-run.ts';
import type { Picture, PictureOf, Point } from './picture.ts';

/** Tokens that are drawn: the longest published period fits once. */
const MOST = 1200;
const LEAST = 128;

function held(span: number): number {
  return Number.isFinite(span) ? Math.max(LEAST, Math.min(MOST, Math.ceil(span))) : LEAST;
}

function biasPicture(points: readonly Point[], what: string, more = ''): Picture {
  const values = points.map(([, value]) => value);
  const scale = Math.max(5, ...values.map(Math.abs));
  const span = points.at(-1)?.[0] ?? 0;
  const [lowest, highest] = [Math.min(...values), Math.max(...values)].map((value) => value.toFixed(2));
  const x = { from: 0, to: span, label: 'tokens' };
  return {
    x,
    y: { from: -scale, to: scale, label: 'nats' },
    lines: [
      {
        look: 'limit',
        points: [
          [0, 0],
          [span, 0],
        ],
      },
      { look: 'curve', points },
    ],
    marks: [],
    words: `Bias on ${what} from position 0 to ${span}: between ${lowest} and ${highest} nats`,
    caption: `Bias on ${what}, nats, by position.${more}`,
  };
}

/** The bias of a schedule that looks at nothing but the position. */
function scheduled(settings: Settings, span: number, schedule: (position: number) => number): Picture {
  const bias = (position: number): number =>
    !('windowStart' in settings) || isInWindow(position, settings) ? schedule(position) : 0;
  const points = Array.from({ length: held(span) + 1 }, (_, position): Point => [position, bias(position)]);
  return biasPicture(points, 'reflection tokens');
}

/** Where the thoughts of a made-up thinking begin, as shares of it. */
const THOUGHTS = [0.45, 0.55];

/** Positions at which TIP is asked, and the longest thinking it is asked about. */
const ASKED = 600;
const LONGEST = 4000;

/** TIP itself on a thinking that turns twice. */
function tipPicture(settings: Settings): Picture {
  const strategy = onImagined(tip, settings);
  const span = Math.max(LEAST, Math.min(LONGEST, Math.ceil(2.5 * Number(settings['duration']))));
  const turns = THOUGHTS.map((share) => Math.round(share * span));
  const tokens = Array.from({ length: span }, (_, at) =>
    imaginedToken(at, turns.includes(at) ? 'Alternatively' : 'so'),
  );
  const step = Math.ceil(span / ASKED);
  const points = Array.from({ length: Math.floor(span / step) + 1 }, (_, index): Point => {
    const position = index * step;
    const [intervention] = strategy.plan?.(imaginedPast(tokens.slice(0, position))) ?? [];
    return [position, intervention?.kind === 'bias' ? intervention.value : 0];
  });
  const picture = biasPicture(
    points,
    'words that switch thoughts',
    ' ⇄: the made-up thinking turns to another thought.',
  );
  return { ...picture, marks: turns.map((at) => ({ at: [at, 0], sign: '⇄' })) };
}

export const BIAS_PICTURES: Readonly<Record<string, PictureOf>> = {
  'cyclic-reflex': {
    fields: ['amplitude', 'period', 'shift'],
    draw(settings) {
      const wave = waveOf(settings);
      return scheduled(settings, 2 * wave.period, (position) => triangularWave(position, wave));
    },
  },
  'constant-bias': {
    fields: ['bias', 'windowStart', 'windowEnd'],
    draw: (settings) => scheduled(settings, 1.25 * Number(settings['windowEnd']), () => Number(settings['bias'])),
  },
  silver: {
    fields: ['scale', 'ratio', 'wrap'],
    draw(settings) {
      const schedule = { ratio: Number(settings['ratio']), wrap: Number(settings['wrap']) };
      return scheduled(
        settings,
        2 * schedule.wrap,
        (position) => Number(settings['scale']) * silverBias(position, schedule),
      );
    },
  },
  tip: { fields: ['penalty', 'duration', 'window'], draw: tipPicture },
};
