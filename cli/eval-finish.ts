import { join } from 'node:path';
import type { EvaluationManifest } from '../src/evaluation/run/manifest.ts';
import { sampleLine } from '../src/evaluation/run/sample-lines.ts';
import type { Sample } from '../src/evaluation/sample.ts';
import type { Tuning } from '../src/evaluation/tuning/tuning.ts';
import { writeAtomically } from './atomic-file.ts';
import { samplesPath, writeManifest } from './eval-folder.ts';
import { writeReport } from './eval-report.ts';
import { summarise, tabulate, type Summary } from './eval-summary.ts';
import { note, print } from './output.ts';

/** A number that no error has, so that a script can tell "too low" from "broken". */
const MISSED = 100;

function judge({ strategies }: Summary, failUnder: number | undefined): number {
  if (failUnder === undefined) return 0;
  const missed = strategies.filter(({ accuracy }) => accuracy === null || accuracy < failUnder);
  for (const { strategy, accuracy } of missed) {
    note(
      `${strategy} has ${accuracy === null ? 'no accuracy' : `an accuracy of ${accuracy}`}; ${failUnder} was asked for.`,
    );
  }
  return missed.length === 0 ? 0 : MISSED;
}

/**
 * Puts the samples, which come in planned order, into the folder together with what is computed from them, prints the
 * table and returns the exit code. The manifest says "finished" last.
 */
export function finish(
  folder: string,
  manifest: EvaluationManifest,
  samples: readonly Sample[],
  { failUnder, tuning }: { readonly failUnder?: number | undefined; readonly tuning?: Tuning },
): number {
  const { configuration, surroundings } = manifest;
  writeAtomically(samplesPath(folder), samples.map(sampleLine).join(''));
  const summary = summarise(configuration, surroundings?.engine ?? null, samples);
  writeAtomically(join(folder, 'summary.json'), `${JSON.stringify(summary, null, 2)}\n`);
  writeReport(folder, manifest, samples, tuning);
  writeManifest(folder, { ...manifest, status: 'finished', reason: undefined });
  print(tabulate(summary));
  return judge(summary, failUnder);
}
