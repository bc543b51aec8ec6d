import { parseArgs } from 'node:util';
import { findModel, type CatalogEntry } from '../src/storage/catalog.ts';
import { HUB } from '../src/storage/hub.ts';
import { memoryNeeds } from '../src/storage/memory-needs.ts';
import { UsageError } from './failure.ts';
import { CATALOG_FILE, changeEntry, readCatalogFile } from './models/catalog-file.ts';
import { pinEntry } from './models/pin.ts';
import { note, print } from './output.ts';

const HELP = `npm run models -- list | pin ID… [options]

  list              the models of the catalog: where from, how large, pinned or not
  pin ID…           read revision, sizes and SHA-256 of a model's files from the hub and write them into the catalog

  --hub URL         another address than ${HUB}
  --catalog FILE    another catalog than models/catalog.json`;

const gigabytes = (bytes: number): string => `${(bytes / 1e9).toFixed(2)} GB`;

function describe(entry: CatalogEntry): string {
  if (entry.source === 'embedded') return `${entry.id}: comes with this repository`;
  const { id, repository, revision, licence, tried, refused, variants } = entry;
  const sizes = variants.map((variant) => {
    const needs = memoryNeeds(entry, variant);
    const size = needs ? `${gigabytes(needs.weightBytes)}, ${gigabytes(needs.totalBytes)} in memory` : 'size unknown';
    return `${variant.dtype}: ${size}`;
  });
  return [
    `${id}: ${repository}, ${revision === null ? 'not pinned' : `pinned at ${revision.slice(0, 12)}`}, ${licence}`,
    `  ${sizes.join('; ')}`,
    ...(refused === undefined ? [] : [`  cannot be run: ${refused}`]),
    ...(tried ? [] : ['  not tested by us yet: it may fail to load']),
  ].join('\n');
}

function readHub(text: string): string {
  if (URL.canParse(text) && /^https?:$/.test(new URL(text).protocol)) return text.replace(/\/+$/, '');
  throw new UsageError(`--hub is "${text}", but must be an http or https address.`, 'See: npm run models -- --help');
}

async function pin(ids: readonly string[], hub: string, catalog: string): Promise<void> {
  if (ids.length === 0) throw new UsageError('No model is named.', 'See: npm run models -- list');
  for (const id of ids) {
    const entry = findModel(id, readCatalogFile(catalog));
    if (entry.source === 'embedded')
      throw new UsageError(`${id} comes with this repository.`, 'Its manifest vouches for it.');
    note(`${id}: asking ${hub} for ${entry.repository} …`);
    const pinned = await pinEntry(entry, { hub, onFetch: (path) => note(`${id}: hashing ${path} …`) });
    changeEntry(id, pinned, catalog);
    print(`${id} is pinned at ${pinned.revision}`);
  }
}

function readCommandLine(args: readonly string[]) {
  const options = {
    hub: { type: 'string', default: HUB },
    catalog: { type: 'string', default: CATALOG_FILE },
    help: { type: 'boolean', short: 'h', default: false },
  } as const;
  try {
    return parseArgs({ args: [...args], options, allowPositionals: true });
  } catch (caught) {
    const message = caught instanceof Error ? caught.message : String(caught);
    throw new UsageError(message.replace(/\. To specify.*$/s, '.'), 'See: npm run models -- --help');
  }
}

export async function run(args: readonly string[]): Promise<number> {
  const { values, positionals } = readCommandLine(args);
  const [action, ...ids] = positionals;
  if (values.help || action === undefined) print(HELP);
  else if (action === 'list') print(readCatalogFile(values.catalog).map(describe).join('\n'));
  else if (action === 'pin') await pin(ids, readHub(values.hub), values.catalog);
  else throw new UsageError(`There is no action "${action}".`, 'See: npm run models -- --help');
  return 0;
}
