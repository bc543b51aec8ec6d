import type { Estimate, IntervalMethod } from '../statistics/estimate.ts';

const NAMES: Readonly<Record<IntervalMethod, string>> = {
  wilson: 'Wilson’s score interval, one sample a problem',
  tango: 'Tango’s score interval, one pair a problem',
  student: 't over problems',
  alike: 'a bound, since all problems came out alike',
};

/** Which intervals these are, in words; '' where there is none. */
export function describeIntervals(estimates: readonly (Pick<Estimate, 'method'> | null)[]): string {
  const used = new Set(estimates.flatMap((estimate) => estimate?.method ?? []));
  return [...used].map((method) => NAMES[method]).join('; ');
}
