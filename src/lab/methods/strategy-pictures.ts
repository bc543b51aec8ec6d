import type { PictureOf } from './picture.ts';
import { ANSWER_PICTURES } from './pictures-of-answers.ts';
import { BIAS_PICTURES } from './pictures-of-bias.ts';
import { LENGTH_PICTURES } from './pictures-of-length.ts';
import { RUN_PICTURES } from './pictures-of-runs.ts';

const PICTURES: Readonly<Record<string, PictureOf>> = {
  ...BIAS_PICTURES,
  ...RUN_PICTURES,
  ...ANSWER_PICTURES,
  ...LENGTH_PICTURES,
};

/** How a strategy is drawn; undefined for those whose settings have no shape. */
export function pictureOf(strategy: string): PictureOf | undefined {
  return PICTURES[strategy];
}
