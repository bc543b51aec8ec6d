import { parseCommandLine } from './arguments.ts';
import { cacheFolder, storeTask } from './data-sets/cache.ts';
import { CATALOG, findDataSet, pinDataSet, readDataSets } from './data-sets/catalog.ts';
import type { OnProgress } from './data-sets/download.ts';
import { fetchLatest, fetchPinned } from './data-sets/fetch-data-set.ts';
import { UsageError } from './failure.ts';
import { isTerminal, note, noteInPlace, print } from './output.ts';

const HELP = `npm run eval -- fetch NAME… [options]

Fetches data sets at the revision of the catalog, compares their SHA-256 and keeps them as files of problems.

  --pin             take the present revision instead, and write it with the hash into the catalog
  --mirror URL      fetch from here instead of the hosts of the catalog
  --to DIR          keep NAME.jsonl in this folder, for --data DIR, instead of the cache
  --catalog FILE    another catalog than ${CATALOG.split('/').slice(-3).join('/')}`;

/** What follows these is no name. */
const WITH_VALUE: ReadonlySet<string> = new Set(['--mirror', '--to', '--catalog']);

/** Milliseconds. */
const INTERVAL = 250;

/** On a terminal alone: a log needs no percentages of a file of a megabyte. */
function showProgress(name: string): OnProgress | undefined {
  if (!isTerminal()) return undefined;
  let last = 0;
  return (received, total) => {
    const now = performance.now();
    if (now - last < INTERVAL && received !== total) return;
    last = now;
    const share =
      total === undefined ? '' : ` of ${(total / 1e6).toFixed(1)} (${Math.round((100 * received) / total)} %)`;
    noteInPlace(`${name}: ${(received / 1e6).toFixed(1)}${share} MB`);
  };
}

function readMirror(text: string | undefined): string | undefined {
  if (text === undefined) return undefined;
  if (!URL.canParse(text) || !/^https?:$/.test(new URL(text).protocol))
    throw new UsageError(
      `--mirror is "${text}", but must be an http or https address.`,
      'See: npm run eval -- fetch --help',
    );
  return text.replace(/\/+$/, '');
}

/** `fetch NAME…`. What is done stays when a later one fails. */
export async function fetchDataSets(args: readonly string[]): Promise<number> {
  const isName = (argument: string, index: number): boolean =>
    !argument.startsWith('-') && !WITH_VALUE.has(args[index - 1] ?? '');
  const names = args.filter(isName);
  const options = args.filter((argument, index) => !isName(argument, index));
  const { pin, mirror, to, catalog, help } = parseCommandLine('eval', options, {
    pin: { type: 'boolean', default: false },
    mirror: { type: 'string' },
    to: { type: 'string' },
    catalog: { type: 'string', default: CATALOG },
    help: { type: 'boolean', short: 'h', default: false },
  });
  if (help) {
    print(HELP);
    return 0;
  }
  if (names.length === 0)
    throw new UsageError(
      'No data set is named.',
      `Known: ${readDataSets(catalog)
        .map(({ name }) => name)
        .join(', ')}.`,
    );
  const from = readMirror(mirror);
  for (const dataSet of names.map((name) => findDataSet(name, catalog))) {
    const { name, licence } = dataSet;
    if (pin || dataSet.revision !== null)
      note(`${name}: fetching from ${from ?? dataSet.host}, ${dataSet.repository} …`);
    const get = pin ? fetchLatest : fetchPinned;
    const { items, pin: found } = await get(dataSet, from, showProgress(name));
    const path = storeTask(to ?? cacheFolder(found.revision), dataSet, items);
    if (pin) pinDataSet(name, found, catalog);
    note(
      `${name}: ${items.length} problems at ${found.revision}${pin ? ', pinned in the catalog' : ''}; licence: ${licence}`,
    );
    print(path);
  }
  return 0;
}
