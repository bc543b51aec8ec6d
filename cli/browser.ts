import { chromium, type Browser } from '@playwright/test';
import { ensureChromium, launchArguments } from './chromium.ts';
import { closeAtExit } from './shutdown.ts';

export interface OpenBrowser {
  readonly browser: Browser;
  close(): Promise<void>;
}

/** A headless browser with a fresh profile, closed with the command at the latest. */
export async function openBrowser(options: { readonly softwareWebGpu: boolean }): Promise<OpenBrowser> {
  const browser = await chromium.launch({
    executablePath: await ensureChromium(),
    args: launchArguments(options),
    // cli/shutdown.ts handles signals for everything that is open.
    handleSIGINT: false,
    handleSIGTERM: false,
    handleSIGHUP: false,
  });
  return { browser, close: closeAtExit(() => browser.close()) };
}
