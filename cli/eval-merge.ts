import { ProblemError } from '../src/control/errors.ts';
import { mergeParts, type Part } from '../src/evaluation/run/merge.ts';
import { planJobs } from '../src/evaluation/run/plan.ts';
import { parseCommandLine } from './arguments.ts';
import { finish } from './eval-finish.ts';
import { createFolder, NEW_MANIFEST, readManifest, samplesPath } from './eval-folder.ts';
import { whileLocked } from './eval-lock.ts';
import { HELP, readFailUnder } from './eval-options.ts';
import { required } from './evaluation-options.ts';
import { UsageError } from './failure.ts';
import { print } from './output.ts';
import { recoverSamples } from './sample-file.ts';

function readPart(folder: string): Part {
  const manifest = readManifest(folder);
  if (!manifest)
    throw new ProblemError('task-invalid', `There is no evaluation in ${folder}.`, 'Name the folders of all shards.');
  if (manifest.status !== 'finished')
    throw new ProblemError('task-invalid', `The shard in ${folder} is not finished.`, 'Continue it with --resume.');
  const { configuration, surroundings, source } = manifest;
  const samples = recoverSamples(samplesPath(folder), configuration, planJobs(configuration));
  return { name: folder, source, configuration, surroundings, samples };
}

/** `merge DIR… --out DIR`: the folders of all shards as the folder of one run. */
export async function merge(args: readonly string[]): Promise<number> {
  const options = args.findIndex((argument) => argument.startsWith('-'));
  const folders = options < 0 ? args : args.slice(0, options);
  const texts = parseCommandLine('eval', args.slice(folders.length), {
    out: { type: 'string' },
    'fail-under': { type: 'string' },
    help: { type: 'boolean', short: 'h', default: false },
  });
  if (texts.help) {
    print(HELP);
    return 0;
  }
  const out = required(texts.out, 'out');
  const { failUnder } = readFailUnder(texts['fail-under']);
  if (folders.length === 0)
    throw new UsageError('No folder is named.', 'Write it as: npm run eval -- merge DIR DIR --out DIR');
  const { samples, ...merged } = mergeParts(folders.map(readPart));
  return await whileLocked(out, () => {
    createFolder(out);
    return finish(out, { ...NEW_MANIFEST, ...merged }, samples, { failUnder });
  });
}
