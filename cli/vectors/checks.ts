import { checkAlphaOne, checkS1 } from './budgets.ts';
import { checkCgrs } from './cgrs.ts';
import { checkCyclicApply, checkCyclicWave } from './cyclic.ts';
import { checkDeer, checkDynasor } from './early-exit.ts';
import { checkMinP, checkPipelineOrder } from './sampling.ts';
import { checkSilver, checkTip } from './schedules.ts';
import { checkSrgenDelta, checkSrgenThreshold } from './srgen.ts';
import { checkDeepconf, checkEntropix, checkSelfCertainty } from './statistics.ts';
import { checkTokens } from './tokens.ts';
import type { VectorCheck } from './vector-check.ts';

/** By the start of the file's name, so that "cyclic_wave_2.json" is checked like "cyclic_wave.json". */
const CHECKS: Readonly<Record<string, VectorCheck>> = {
  cyclic_wave: checkCyclicWave,
  cyclic_apply: checkCyclicApply,
  pipeline_order: checkPipelineOrder,
  min_p: checkMinP,
  tokens: checkTokens,
  cgrs: checkCgrs,
  srgen_threshold: checkSrgenThreshold,
  srgen_delta: checkSrgenDelta,
  silver: checkSilver,
  tip: checkTip,
  s1: checkS1,
  alphaone: checkAlphaOne,
  deer: checkDeer,
  dynasor: checkDynasor,
  entropix: checkEntropix,
  self_certainty: checkSelfCertainty,
  deepconf: checkDeepconf,
};

export function findCheck(fileName: string): VectorCheck | undefined {
  const kind = Object.keys(CHECKS).find((start) => fileName.startsWith(start));
  return kind === undefined ? undefined : CHECKS[kind];
}
