import type { CompareRequest, LaneResult } from '../src/lab/automation.ts';
import { findModel } from '../src/storage/catalog.ts';
import type { DeviceChoice, LoadedModel } from '../workers/protocol.ts';
import { openBrowser, type OpenBrowser } from './browser.ts';
import { openLabPage, type LabPage } from './lab-page.ts';
import { LaboratoryRenewal } from './laboratory-renewal.ts';
import { note } from './output.ts';
import { serveSite } from './site.ts';

/** The page in a headless browser: the same code that a visitor runs. */
export interface Laboratory {
  /** Its version. */
  readonly browser: string;
  /** Loaded when it is not yet; throws what the page reports. */
  model(): Promise<LoadedModel>;
  /** Waits for the model first; throws what the page reports. A page that is lost is opened anew and asked again. */
  compare(request: CompareRequest): Promise<readonly LaneResult[]>;
}

/** What the page loads by itself. */
const EMBEDDED_MODEL = 'ponder';

interface Laboratories {
  readonly laboratories: readonly Laboratory[];
  /** For commands that go on without them; the end of the command closes them too. */
  readonly close: () => Promise<void>;
}

/** One browser for all pages, started again when it has gone. */
function keepBrowser(device: DeviceChoice): () => Promise<OpenBrowser> {
  const start = (): Promise<OpenBrowser> => openBrowser({ softwareWebGpu: device === 'webgpu' });
  let current: Promise<OpenBrowser> | undefined;
  return async () => {
    const asked = current;
    const opened = await asked?.catch(() => undefined);
    if (opened?.browser.isConnected()) return opened;
    // Whoever comes first starts it; the others find it started.
    if (current === asked || !current) current = start();
    return await current;
  };
}

async function openRenewed(open: () => Promise<LabPage>, version: string): Promise<Laboratory> {
  const renewal = new LaboratoryRenewal(open, note);
  await renewal.start();
  return {
    browser: version,
    model: () => renewal.ask((page) => page.model()),
    compare: (request) => renewal.ask((page) => page.compare(request)),
  };
}

/** Pages that work side by side in one browser. */
export async function openLaboratories(
  count: number,
  device: DeviceChoice,
  model = EMBEDDED_MODEL,
): Promise<Laboratories> {
  const site = await serveSite();
  const browser = keepBrowser(device);
  const first = await browser();
  note(`Loading ${findModel(model).title} (${device}) …`);
  const open = async (): Promise<LabPage> =>
    await openLabPage((await browser()).browser, site.url, device, model === EMBEDDED_MODEL ? undefined : model);
  const version = first.browser.version();
  return {
    laboratories: await Promise.all(Array.from({ length: count }, () => openRenewed(open, version))),
    async close() {
      await (await browser()).close();
      await site.close();
    },
  };
}

export async function openLaboratory(device: DeviceChoice): Promise<Laboratory> {
  const {
    laboratories: [laboratory],
  } = await openLaboratories(1, device);
  if (!laboratory) throw new Error('No page was opened.');
  return laboratory;
}
