import { completeLanes, describeConfiguration } from './eval-configuration.ts';
import { fetchDataSets } from './eval-fetch.ts';
import { finish } from './eval-finish.ts';
import { whileLocked } from './eval-lock.ts';
import { merge } from './eval-merge.ts';
import { HELP, readEvalOptions } from './eval-options.ts';
import { measureResults } from './eval-results.ts';
import { makeSamples } from './eval-samples.ts';
import { printTables } from './eval-table.ts';
import { tune } from './eval-tune.ts';
import { print } from './output.ts';
import { findTask } from './task-file-find.ts';

/** Also what `results` runs. */
async function evaluate(args: readonly string[]): Promise<number> {
  const options = readEvalOptions(args);
  if (!options) {
    print(HELP);
    return 0;
  }
  const { out: folder, resume, engine: device, workers, failUnder } = options;
  const { source, ...task } = findTask(options.task, options.model, options);
  const items = task.items.slice(0, options.limit);
  const lanes = completeLanes(options.lanes, options.model);
  const configuration = describeConfiguration(options, lanes, { ...task, items });
  return await whileLocked(folder, async () => {
    const asked = { folder, resume, configuration, source, items, device, workers };
    const { manifest, samples } = await makeSamples(asked);
    return finish(folder, manifest, samples, { failUnder });
  });
}

const SUBCOMMANDS: Readonly<Record<string, (args: readonly string[]) => Promise<number>>> = {
  fetch: fetchDataSets,
  merge,
  results: (args) => measureResults(args, evaluate),
  table: printTables,
  tune,
};

export async function run(args: readonly string[]): Promise<number> {
  const [name = '', ...rest] = args;
  const subcommand = Object.hasOwn(SUBCOMMANDS, name) ? SUBCOMMANDS[name] : undefined;
  return await (subcommand ? subcommand(rest) : evaluate(args));
}
