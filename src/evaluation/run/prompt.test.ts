import { expect, test } from 'vitest';
import { checkPrompt, fillPrompt, PLAIN_PROMPT } from './prompt.ts';

test('puts the problem in, as it is', () => {
  expect(fillPrompt(undefined, 'What is $& + 1?')).toBe('What is $& + 1?');
  expect(fillPrompt('Q: {problem}\nA:', '{problem} $1')).toBe('Q: {problem} $1\nA:');
});

test('a prompt holds the problem once', () => {
  expect(checkPrompt(PLAIN_PROMPT)).toBe(PLAIN_PROMPT);
  expect(() => checkPrompt('Solve it.')).toThrow('holds {problem} 0 times');
  expect(() => checkPrompt('{problem} {problem}')).toThrow('holds {problem} 2 times');
});
