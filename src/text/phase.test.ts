import { describe, expect, it } from 'vitest';
import { PhaseTracker } from './phase.ts';

const tags = { open: '<think>', close: '</think>' };
const after = (prompt: string, pieces: readonly string[]): string[] => {
  const tracker = new PhaseTracker(tags, prompt);
  return pieces.map((piece) => {
    tracker.push(piece);
    return tracker.phase;
  });
};

describe('PhaseTracker', () => {
  it('starts thinking when the prompt has opened it, and answers otherwise', () => {
    expect(new PhaseTracker(tags, 'user: hi\nassistant: <think>\n').phase).toBe('thinking');
    expect(new PhaseTracker(tags, 'user: <think></think> hi').phase).toBe('answer');
    expect(new PhaseTracker(tags, '').phase).toBe('answer');
  });

  it('sees tags of one token, of several, and inside a longer one', () => {
    expect(after('<think>', ['a', '</think>', 'b'])).toEqual(['thinking', 'answer', 'answer']);
    expect(after('<think>', ['a</', 'thi', 'nk', '>b'])).toEqual(['thinking', 'thinking', 'thinking', 'answer']);
    expect(after('', ['<', 'think', '>\n', 'so</think>\n'])).toEqual(['answer', 'answer', 'thinking', 'answer']);
  });

  it('is not fooled by half a tag', () => {
    expect(after('<think>', ['</thin', 'g>', ' 3 < 4', '</', 'b'])).toEqual(
      Array.from({ length: 5 }, () => 'thinking'),
    );
  });
});
