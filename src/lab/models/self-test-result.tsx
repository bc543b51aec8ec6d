import type { SelfTestState } from './models-state.ts';
import styles from './models-page.module.css';

const digits = (value: number): string => value.toPrecision(2);

/** Some GPUs and drivers give wrong numbers without an error: the result is said in numbers. */
export function SelfTestResult({ test }: { readonly test: SelfTestState }) {
  if (test.kind === 'none') return null;
  if (test.kind === 'running') return <>Comparing its logits with stored ones …</>;
  if (test.kind === 'failed')
    return (
      <span className={styles.bad}>
        {test.problem.message} {test.problem.hint}
      </span>
    );
  if (test.result === null) return <>There are no stored logits of this model to compare with.</>;
  const { passed, largestDifference, tolerance, positions, otherTokens } = test.result;
  const found = `Over ${positions} positions its logits differ from stored ones by at most ${digits(largestDifference)} (allowed ${digits(tolerance)}), and ${otherTokens} likeliest tokens are others.`;
  if (passed)
    return (
      <>
        <span className={styles.good}>
          <span aria-hidden="true">✓</span> Passed.
        </span>{' '}
        {found}
      </>
    );
  return (
    <>
      <span className={styles.bad}>
        <span aria-hidden="true">✗</span> Failed.
      </span>{' '}
      {found} Do not trust figures from this device: choose the other engine.
    </>
  );
}
