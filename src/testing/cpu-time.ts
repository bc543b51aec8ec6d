/**
 * Milliseconds of processor time that `work` takes. Unlike time on the clock it does not grow when other processes want the
 * same cores, so that a bound on it is a bound on the code.
 */
export function cpuMilliseconds(work: () => void): number {
  const before = process.cpuUsage();
  work();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1000;
}
