import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { completesParagraph } from './paragraphs.ts';

describe('completesParagraph', () => {
  it.each([
    ['a', '\n\n', true],
    ['a', '.\n\n', true],
    ['a', '.\n\nNext', true],
    ['a\n', '\n', true],
    ['a\n', '\nNext', true],
    ['a', '\n', false],
    ['a\n\n', '\n', false],
    ['a\n\n', '\n\n', true],
    ['a\n\n', 'b', false],
    ['a\n\n\n', '\n', true],
    ['', '', false],
  ])('after %j, %j: %j', (before, text, ends) => expect(completesParagraph(before, text)).toBe(ends));

  it('finds as many ends however a text is cut into tokens', () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom('a', '\n', '\n\n', '.\n\n', 'b\n', '\nc'), { maxLength: 30 }), (pieces) => {
        let before = '';
        let ends = 0;
        for (const character of pieces.join('')) {
          if (completesParagraph(before, character)) ends += 1;
          before += character;
        }
        expect(ends).toBe(pieces.join('').split('\n\n').length - 1);
      }),
    );
  });
});
