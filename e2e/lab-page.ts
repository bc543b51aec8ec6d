import { expect, type Locator, type Page } from '@playwright/test';

/** The laboratory as a visitor finds it: by role and name. */
export class LabPage {
  readonly page: Page;
  readonly problem: Locator;
  readonly run: Locator;
  readonly stop: Locator;
  /** What went wrong with the model or the last run. */
  readonly problems: Locator;
  readonly inspector: Locator;

  constructor(page: Page) {
    this.page = page;
    this.problem = page.getByRole('textbox', { name: 'Problem' });
    this.run = page.getByRole('button', { name: 'Run', exact: true });
    this.stop = page.getByRole('button', { name: 'Stop', exact: true });
    this.problems = page.getByRole('alert', { name: 'Problems' });
    this.inspector = page.getByRole('complementary', { name: 'Inspector' });
  }

  async open(engine = 'wasm'): Promise<void> {
    await this.page.goto(engine === '' ? './' : `./?engine=${engine}`);
    // The page opens with a recording; what a test waits for is to come from its own run.
    await this.page.getByRole('button', { name: 'Close the recording' }).click();
    await this.keepSettingsOpen();
  }

  /** Pressed by hand, they stay out when a text comes, which would fold them away. */
  async keepSettingsOpen(): Promise<void> {
    const settings = this.page.getByRole('button', { name: 'Settings', exact: true });
    await settings.click();
    if ((await settings.getAttribute('aria-expanded')) !== 'true') await settings.click();
    await expect(settings).toHaveAttribute('aria-expanded', 'true');
  }

  /** A number of all lanes. */
  shared(name: string): Locator {
    return this.page.getByRole('group', { name: 'Settings of all lanes' }).getByRole('textbox', { name, exact: true });
  }

  /** A number of one lane. */
  setting(letter: string, name: string): Locator {
    return this.lane(letter).getByRole('textbox', { name, exact: true });
  }

  lane(letter: string): Locator {
    return this.page.getByRole('region', { name: `Lane ${letter}`, exact: true });
  }

  tokens(letter: string): Locator {
    return this.lane(letter).locator('[data-position]');
  }

  /** The words of a lane, without the words that describe marks. */
  async text(letter: string): Promise<string> {
    return this.tokens(letter).evaluateAll((tokens) =>
      tokens
        .map((token) =>
          [...token.childNodes]
            .filter((node) => !(node instanceof Element && node.className.includes('visually-hidden')))
            .map((node) => node.textContent)
            .join(''),
        )
        .join(''),
    );
  }

  async expectFinished(letter: string): Promise<void> {
    await expect(this.lane(letter)).toContainText(/tokens? · \d+ reflections? · .*(finished|cut off)/, {
      timeout: 60_000,
    });
  }

  /** Presses Run and waits until both lanes have ended. */
  async runToTheEnd(): Promise<void> {
    await this.run.click();
    await expect(this.tokens('A').first()).toBeVisible({ timeout: 60_000 });
    await expect(this.run).toBeVisible({ timeout: 60_000 });
    await this.expectFinished('A');
    await this.expectFinished('B');
  }
}
