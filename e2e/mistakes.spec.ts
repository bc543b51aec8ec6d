import { expect, test } from './lab-test.ts';

test.beforeEach(async ({ lab }) => lab.open());

test('a temperature that is none is refused beside the field', async ({ lab }) => {
  const field = lab.shared('Temperature');
  for (const text of ['NaN', '3', '-1', '', '1e999', 'warm']) {
    await field.fill(text);
    await expect(field).toHaveAttribute('aria-invalid', 'true');
    await expect(lab.run).toHaveAttribute('aria-disabled', 'true');
    await expect(lab.page.getByText(/Run is off\. .*Temperature.* must be a number from 0 to 2/)).toBeVisible();
    await field.fill('0.6');
    await expect(field).toHaveAttribute('aria-invalid', 'false');
    await expect(lab.run).toHaveAttribute('aria-disabled', 'false');
  }
});

test('a wrong setting of a lane names the lane, and the page runs once it is mended', async ({ lab }) => {
  await lab.setting('B', 'Period C').fill('2.5');
  await expect(lab.page.getByText(/Run is off\. Lane B: Period C.* must be a whole number/)).toBeVisible();
  await lab.setting('B', 'Period C').fill('30');
  await lab.runToTheEnd();
});

test('an empty problem is asked for', async ({ lab }) => {
  await lab.problem.fill('   ');
  await lab.run.click();
  await expect(lab.problem).toHaveAccessibleDescription(/There is no problem yet\./);
  await expect(lab.problem).toBeFocused();
  await lab.problem.fill('What is 12 * 3?');
  await lab.runToTheEnd();
});

test('a problem longer than the context is refused with the numbers', async ({ lab, page }) => {
  await lab.problem.fill('Use 3, 7 and 8 to make 29. '.repeat(200));
  await lab.run.click();
  await expect(page.getByText(/\d+ tokens.*context/)).toBeVisible();
  await lab.problem.fill('What is 12 * 3?');
  await lab.runToTheEnd();
});

test('an unknown engine in the address is said to be ignored', async ({ lab }) => {
  await lab.open('abacus');
  await expect(lab.problems).toContainText('The address asks for the engine "abacus"');
  await lab.runToTheEnd();
});
