import { suppressionProbability } from '../../control/cgrs/certainty.ts';
import { hasSettled, type ProbedAnswer } from '../../control/early-exit/agreement.ts';
import { answerConfidence, type ConfidenceKind } from '../../control/early-exit/confidence.ts';
import type { Settings } from '../../control/strategy.ts';
import { evenly, limitAt, momentAt, type Picture, type PictureOf, type Point } from './picture.ts';

const SHARE = { from: 0, to: 1 };

/** How often reflection is banned, by how certain the probed answer is. */
function suppressionPicture(settings: Settings): Picture {
  const threshold = Number(settings['threshold']);
  const y = { ...SHARE, label: 'probability' };
  const points = evenly(0, 1, 201).map((certainty): Point => [certainty, suppressionProbability(certainty, threshold)]);
  const half = suppressionProbability((1 + threshold) / 2, threshold);
  return {
    x: { ...SHARE, label: 'certainty' },
    y,
    lines: [momentAt(threshold, y), { look: 'curve', points }],
    marks: [],
    words: `Probability of a ban by certainty: 0 up to ${threshold}, ${half.toFixed(2)} half way from there, ${suppressionProbability(1, threshold).toFixed(2)} at certainty 1`,
    caption: 'Probability that reflection is banned, by the certainty of the probed answer. Dashed: the threshold.',
  };
}

/** Tokens of a made-up answer of which all but one are certain. */
const SURE = 2;

/** How sure an answer counts, by its least certain token. */
function confidencePicture(settings: Settings): Picture {
  const threshold = Number(settings['threshold']);
  const kind = String(settings['confidence']) as ConfidenceKind; // the check of settings allows no other
  const confidence = (weakest: number): number =>
    answerConfidence([...Array.from({ length: SURE }, () => 0), Math.log(weakest)], kind);
  const points = evenly(0.001, 1, 201).map((weakest): Point => [weakest, confidence(weakest)]);
  const first = points.find(([, value]) => value > threshold)?.[0];
  const x = { ...SHARE, label: 'probability' };
  return {
    x,
    y: { ...SHARE, label: 'confidence' },
    lines: [limitAt(threshold, x), { look: 'curve', points }],
    marks: first === undefined ? [] : [{ at: [first, confidence(first)], sign: '■' }],
    words: `Confidence in an answer of ${SURE + 1} tokens, ${SURE} of them certain, by the probability of the third: ${
      first === undefined ? 'never above the threshold' : `above ${threshold} from ${first.toFixed(2)} on`
    }`,
    caption: `Confidence in a made-up answer of ${SURE + 1} tokens of which one is unsure, by its probability. Dashed: the threshold; ■: from here on the thinking ends.`,
  };
}

/** What the probes of a made-up run answer. */
const ANSWERS = ['12', '14', '14', '36', '36', '36', '36', '36', '36', '36', '36', '36'].map(
  (answer): ProbedAnswer => ({ answer, text: `${answer}}` }),
);

/** When the probes of a made-up run have agreed often enough. */
function agreementPicture(settings: Settings): Picture {
  const agreeing = Number(settings['agreeing']);
  const interval = Number(settings['interval']);
  const made = ANSWERS.map((_, index) => ANSWERS.slice(0, index + 1));
  const settled = agreeing === 0 ? -1 : made.findIndex((probes) => hasSettled(probes, agreeing));
  const exit = settled < 0 ? null : (settled + 1) * interval;
  const probes = agreeing === 0 ? [] : ANSWERS.slice(0, settled < 0 ? undefined : settled + 1);
  const y = { ...SHARE, label: '' };
  return {
    x: { from: 0, to: (ANSWERS.length + 1) * interval, label: 'tokens' },
    y,
    lines: exit === null ? [] : [momentAt(exit, y)],
    marks: probes.flatMap(({ answer }, index): Picture['marks'] => [
      { at: [(index + 1) * interval, 0.3], sign: '◎' },
      { at: [(index + 1) * interval, 0.6], sign: answer },
    ]),
    words:
      exit === null
        ? `${probes.length} probes, one every ${interval} tokens: they never agree ${agreeing} times in a row`
        : `Probes every ${interval} tokens: ${agreeing} in a row agree at token ${exit}, where the run ends`,
    caption: 'Probes of a made-up run and their answers, by position. Dashed: where enough in a row agree.',
  };
}

export const ANSWER_PICTURES: Readonly<Record<string, PictureOf>> = {
  'certainty-guided': { fields: ['threshold'], draw: suppressionPicture },
  deer: { fields: ['threshold', 'confidence'], draw: confidencePicture },
  dynasor: { fields: ['agreeing', 'interval'], draw: agreementPicture },
};
