import { alphaMoment, alphaScheduleOf, waitProbability } from '../../control/strategies/alpha-one.ts';
import { s1 } from '../../control/strategies/s1.ts';
import type { Intervention } from '../../control/intervention.ts';
import type { Past, PastToken, Settings, Strategy, Tools } from '../../control/strategy.ts';
import { IMAGINED, imaginedPast, imaginedToken, onImagined } from './imagined-run.ts';
import { evenly, momentAt, type Picture, type PictureOf, type Point } from './picture.ts';

/** How often "Wait" is put in after a paragraph, and from where on it ends the thinking. */
function waitPicture(settings: Settings): Picture {
  const schedule = alphaScheduleOf(settings);
  const moment = alphaMoment(schedule);
  const phases = String(settings['phases']);
  const slow = phases === 'both' || phases === 'slow';
  const fast = phases === 'both' || phases === 'fast';
  const to = Math.max(10, Math.ceil(1.5 * moment));
  const y = { from: 0, to: 1, label: 'probability' };
  const points = evenly(0, to, 301).map((at): Point => [at, slow ? waitProbability(Math.round(at), schedule) : 0]);
  return {
    x: { from: 0, to, label: 'tokens' },
    y,
    lines: [momentAt(moment, y), { look: 'curve', points }],
    marks: fast ? [{ at: [(moment + to) / 2, 0.5], sign: '“Wait” → ■' }] : [],
    words: `Probability of putting in Wait after a paragraph: ${slow ? 'falls from 1 to 0' : 'always 0'} at the alpha-moment, token ${moment}${fast ? '; from there on Wait ends the thinking' : ''}`,
    caption: 'Probability that “Wait” is put in after a paragraph, by position. Dashed: the alpha-moment.',
  };
}

/** After so many tokens the made-up model would end its thinking, again and again. */
const PATIENCE = 60;
const MOST = 1500;

interface Forced {
  readonly tokens: number;
  /** Where an end of thinking was ignored. */
  readonly ignored: readonly number[];
  readonly byLimit: boolean;
}

/** Budget forcing asks for no probe. */
const NO_TOOLS: Pick<Tools, 'probe'> = { probe: () => Promise.reject(new Error('A picture has no model to probe.')) };

/** What budget forcing does with a token that would end the thinking. */
function insteadOfEnd(strategy: Strategy, past: Past): Intervention | undefined {
  const { close } = IMAGINED.thinking;
  const done = strategy.chosen?.({ id: IMAGINED.vocabulary.idOf(close) ?? 0, text: close }, past, NO_TOOLS) ?? [];
  return done instanceof Promise ? undefined : done[0];
}

/** Budget forcing itself on a model that wants to stop every 60 tokens. */
function thinkUnderBudget(settings: Settings): Forced {
  const strategy = onImagined(s1, settings);
  const tokens: PastToken[] = [];
  const ignored: number[] = [];
  let sinceEnd = 0;
  while (tokens.length < MOST) {
    const past = imaginedPast(tokens);
    const closes = strategy.plan?.(past).some(({ kind }) => kind === 'close') ?? false;
    if (closes) return { tokens: tokens.length, ignored, byLimit: true };
    sinceEnd += 1;
    if (sinceEnd < PATIENCE) {
      tokens.push(imaginedToken(tokens.length, 'so'));
      continue;
    }
    const instead = insteadOfEnd(strategy, past);
    if (!instead) break;
    ignored.push(tokens.length);
    sinceEnd = 0;
    const interventions = [{ kind: instead.kind, strategy: s1.id }];
    tokens.push(imaginedToken(tokens.length, String(settings['text']), { source: 'forced', interventions }));
  }
  return { tokens: tokens.length, ignored, byLimit: false };
}

function budgetPicture(settings: Settings): Picture {
  const { tokens, ignored, byLimit } = thinkUnderBudget(settings);
  const text = String(settings['text']);
  const end = byLimit ? 'the limit closes it' : 'its end is let through';
  return {
    x: { from: 0, to: Math.max(PATIENCE, Math.ceil(tokens * 1.1)), label: 'tokens' },
    y: { from: 0, to: 1, label: '' },
    lines: [
      {
        look: 'curve',
        points: [
          [0, 0.3],
          [tokens, 0.3],
        ],
      },
    ],
    marks: [
      ...ignored.map((at): Picture['marks'][number] => ({ at: [at, 0.6], sign: `⏎ ${text}` })),
      { at: [tokens, 0.3], sign: '■' },
    ],
    words: `A thinking that wants to end every ${PATIENCE} tokens: ${ignored.length} ends become ${text}, and at token ${tokens} ${end}`,
    caption: `A made-up thinking that wants to end every ${PATIENCE} tokens. ⏎: “${text}” takes the place of the end. ■: ${end}.`,
  };
}

export const LENGTH_PICTURES: Readonly<Record<string, PictureOf>> = {
  'alpha-one': { fields: ['alpha', 'averageThinking', 'phases'], draw: waitPicture },
  s1: { fields: ['ignores', 'text', 'thinkingLimit'], draw: budgetPicture },
};
