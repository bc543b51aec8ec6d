import { buildSite } from './build.ts';
import { ensureChromium } from './chromium.ts';

/** Once, before chunks that run side by side would all do it. */
export default async function prepare(): Promise<void> {
  await ensureChromium();
  await buildSite();
}
