import { expect, test } from 'vitest';
import { replaceMarked } from './marked-part.ts';

test('replaces the part of its name alone, and knows when there is none', () => {
  const text =
    'a\n<!-- core: made by a command -->\nold\n<!-- end of core -->\nb\n<!-- all: x -->\n<!-- end of all -->\n';
  expect(replaceMarked(text, 'core', 'new $& \n')).toBe(
    'a\n<!-- core: made by a command -->\n\nnew $&\n\n<!-- end of core -->\nb\n<!-- all: x -->\n<!-- end of all -->\n',
  );
  expect(replaceMarked(text, 'other', 'new')).toBeUndefined();
  expect(() => replaceMarked('<!-- core: -->', 'core', '')).toThrow(/has no end/);
});
