import type { Route } from '@playwright/test';
import { expect, test } from './lab-test.ts';

const MODEL = '**/*.onnx';

const FAULTS: readonly { readonly name: string; readonly message: RegExp; answer(route: Route): Promise<void> }[] = [
  {
    name: 'is missing',
    message: /no model file .*\(HTTP 404\)/,
    answer: (route) => route.fulfill({ status: 404, body: 'Not found' }),
  },
  {
    name: 'cannot be reached',
    message: /could not be fetched/,
    answer: (route) => route.abort(),
  },
  {
    name: 'is cut off in the middle',
    message: /is damaged: it has \d+ bytes instead of \d+/,
    async answer(route) {
      const whole = await (await route.fetch()).body();
      await route.fulfill({ body: whole.subarray(0, whole.length / 2), contentType: 'application/octet-stream' });
    },
  },
  {
    name: 'is a page of HTML',
    message: /is damaged/,
    answer: (route) => route.fulfill({ body: '<!doctype html><title>Sign in</title>', contentType: 'text/html' }),
  },
  {
    name: 'has one byte changed',
    message: /is damaged: its content/,
    async answer(route) {
      const whole = Buffer.from(await (await route.fetch()).body());
      whole[1000] = (whole[1000] ?? 0) ^ 1;
      await route.fulfill({ body: whole, contentType: 'application/octet-stream' });
    },
  },
];

for (const fault of FAULTS) {
  const { name, message } = fault;
  test(`a model file that ${name} is told, and trying again helps once it is there`, async ({ lab, page }) => {
    await page.route(MODEL, (route) => fault.answer(route));
    await lab.open();
    await expect(lab.problems).toContainText(message);
    await lab.problem.fill('What is 12 * 3?');
    await page.unroute(MODEL);
    await lab.problems.getByRole('button', { name: 'Try again' }).click();
    await expect(page.getByText(message)).toHaveCount(0);
    await lab.runToTheEnd();
  });
}
