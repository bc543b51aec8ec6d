import { expect, test } from 'vitest';
import { ProblemError, type ProblemCode } from '../src/control/errors.ts';
import { LaboratoryRenewal } from './laboratory-renewal.ts';

interface TestPage {
  readonly number: number;
  close(): Promise<void>;
}

function renewal(): { pages: LaboratoryRenewal<TestPage>; opened: number[]; closed: number[]; said: string[] } {
  const [opened, closed, said]: [number[], number[], string[]] = [[], [], []];
  const open = (): Promise<TestPage> => {
    const number = opened.push(opened.length + 1);
    return Promise.resolve({
      number,
      close() {
        closed.push(number);
        return Promise.resolve();
      },
    });
  };
  return { pages: new LaboratoryRenewal(open, (line) => said.push(line)), opened, closed, said };
}

const fail = (code: ProblemCode): Promise<never> => Promise.reject(new ProblemError(code, 'It is gone.', ''));

test('a lost page is replaced and the question is asked again', async () => {
  const { pages, closed, said } = renewal();
  await pages.start();
  const answers = await pages.ask(({ number }) => (number === 1 ? fail('engine-failed') : Promise.resolve(number)));
  expect(answers).toBe(2);
  expect(closed).toEqual([1]);
  expect(said).toEqual(['It is gone. Opening another page; the run is repeated.']);
});

test('what no page survives, and what is no loss, is thrown', async () => {
  const { pages, opened } = renewal();
  await expect(pages.ask(() => fail('engine-failed'))).rejects.toThrow('It is gone.');
  expect(opened).toHaveLength(3);
  await expect(pages.ask(() => fail('setting-invalid'))).rejects.toThrow('It is gone.');
  expect(opened).toHaveLength(3 + 0);
});

test('a page is replaced before it grows old', async () => {
  const { pages, opened, closed } = renewal();
  for (let question = 0; question < 1000; question += 1) await pages.ask(() => Promise.resolve(question));
  expect(opened).toEqual([1, 2, 3]);
  expect(closed).toEqual([1, 2]);
});
