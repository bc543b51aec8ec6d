import { expect, test } from './lab-test.ts';

test('a candidate is put in, and a new lane goes on from there with all before it kept', async ({ lab }) => {
  await lab.open();
  await lab.runToTheEnd();
  await lab.lane('A').locator('[data-position="12"]').click();
  const button = lab.inspector.getByRole('button', { name: /^Branch with/ }).first();
  const word = /“(.*)”/.exec((await button.getAttribute('aria-label')) ?? '')?.[1] ?? '';
  await button.click();
  await lab.expectFinished('C');
  await expect(lab.lane('C')).toContainText('Branched from lane A at token 12');
  await expect(lab.lane('C')).toContainText('its cache was still there');
  const words = async (letter: string): Promise<readonly string[]> =>
    await lab.tokens(letter).evaluateAll((tokens) => tokens.slice(0, 12).map((token) => token.textContent));
  expect((await words('C')).map((text) => text.trim())).toEqual((await words('A')).map((text) => text.trim()));
  await lab.lane('C').locator('[data-position="12"]').click();
  await expect(lab.inspector).toContainText(/Chosen by hand at token 12 of lane A/);
  await expect(lab.inspector).toContainText('You put this token in.');
  await expect(lab.inspector).toContainText(word);
  await expect(lab.inspector).toContainText(/Taken back: “.*” with probability/);
});

test('the strategy changes from a token on', async ({ lab, page }) => {
  await lab.open();
  await lab.runToTheEnd();
  await lab.lane('A').locator('[data-position="8"]').click();
  await lab.inspector.getByRole('combobox', { name: 'Go on with' }).selectOption('NoWait');
  await lab.inspector.getByRole('button', { name: 'Branch from here' }).click();
  await lab.expectFinished('C');
  await expect(lab.lane('C').locator('[data-position="7"][data-ban]')).toHaveCount(0);
  await expect(lab.lane('C').locator('[data-position="8"][data-ban]')).toHaveCount(1);
  await expect(page.getByText(/A and C (part at token|are the same)/)).toBeVisible();
});

test('two tokens are held against each other', async ({ lab, page }) => {
  await lab.open();
  await lab.runToTheEnd();
  await lab.lane('A').locator('[data-position="3"]').click();
  await lab.inspector.getByRole('button', { name: 'Hold to compare with another token' }).click();
  await lab.lane('B').locator('[data-position="5"]').click();
  const both = lab.inspector.getByRole('region', { name: 'Two tokens' });
  await expect(both.getByRole('columnheader', { name: '3 · A' })).toBeVisible();
  await expect(both.getByRole('columnheader', { name: '5 · B' })).toBeVisible();
  await expect(both.getByRole('row', { name: /^entropy after/ })).toBeVisible();
  await both.getByRole('button', { name: 'Let go' }).click();
  await expect(both).toBeHidden();
  await expect(page.getByRole('button', { name: 'Hold to compare with another token' })).toBeVisible();
});
