import { expect, it } from 'vitest';
import { STRATEGIES } from '../../control/strategies/index.ts';
import { documentOf, measuredOf } from './method-documents.ts';

it('has a document for every strategy', () => {
  for (const { id } of STRATEGIES) expect(documentOf(id).length, id).toBeGreaterThan(0);
});

it('shows the measured rows of a strategy beside those of plain decoding, and none that are not there', () => {
  const text =
    '<!-- all: a command -->\n| strategy | accuracy |\n| --- | --- |\n| plain | 61 % |\n| silver | 60 % |\n| tip | 9 % |\n<!-- end -->\n';
  expect(measuredOf('silver', text)?.rows.map(([first]) => first?.[0]?.text)).toEqual(['plain', 'silver']);
  expect(measuredOf('deer', text)).toBeNull();
});
