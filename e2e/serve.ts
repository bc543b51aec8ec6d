import { serveSite } from '../cli/site.ts';

/** Serves the built page for all browser tests, on a port of its own; the workers inherit its address. */
export default async function serve(): Promise<() => Promise<void>> {
  const site = await serveSite();
  process.env['SITE_URL'] = site.url;
  return () => site.close();
}
