import { checkEnsemble } from '../../control/ensembles/check.ts';
import { ProblemError } from '../../control/errors.ts';
import { checkStack } from '../../control/stack.ts';
import type { Capability } from '../../control/strategy.ts';
import type { Configuration } from './configuration.ts';
import { ensembleOf, memberStrategies } from './ensemble-of.ts';
import { laneLetter } from './lane-letter.ts';
import { unstack } from './stack-name.ts';

/**
 * Checks before the first sample that the loaded model can run every arm, so that no evaluation breaks off at the first that
 * it cannot. Throws `strategy-unsupported`, naming the arm, or what `checkStack` throws.
 */
export function checkArms(arms: Configuration['strategies'], capabilities: readonly Capability[]): void {
  for (const [index, arm] of arms.entries()) {
    try {
      const ensemble = ensembleOf(arm);
      const strategies = ensemble ? memberStrategies(ensemble) : unstack(arm.strategy, arm.settings);
      if (ensemble)
        checkEnsemble(
          ensemble.definition,
          ensemble.strategies.map(({ id }) => id),
          capabilities,
        );
      checkStack(strategies, capabilities);
    } catch (caught) {
      if (!(caught instanceof ProblemError)) throw caught;
      const { code, message, hint } = caught.problem;
      throw new ProblemError(code, `${laneLetter(index)} ${arm.strategy}: ${message}`, hint, { cause: caught });
    }
  }
}
