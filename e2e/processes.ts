import { readdirSync, readFileSync } from 'node:fs';

/** Processes that inherited this environment variable, by their numbers; only where the system lists them so, on Linux. */
export function processesWith(text: string): readonly string[] {
  return readdirSync('/proc').filter((name) => {
    if (!/^\d+$/.test(name)) return false;
    try {
      return (
        readFileSync(`/proc/${name}/environ`, 'utf8').includes(text) &&
        readFileSync(`/proc/${name}/cmdline`, 'utf8') !== ''
      );
    } catch {
      return false; // ended meanwhile, or somebody else's
    }
  });
}
