import { Template } from '@huggingface/jinja';
import { describe, expect, it, test } from 'vitest';
import ponder from '../../models/ponder/tokenizer_config.json';
import { ProblemError } from '../control/errors.ts';
import { TOKENIZER_CONFIG } from '../testing/synthetic/tokenizer.ts';
import { renderBounded } from './bounded-template.ts';
import { renderChat } from './chat.ts';

const VARIABLES = {
  messages: [
    { role: 'system', content: 'Be brief.' },
    { role: 'user', content: '1 + 1?' },
  ],
  add_generation_prompt: true,
  bos_token: '<s>',
  eos_token: '</s>',
};

test.each([ponder.chat_template, TOKENIZER_CONFIG.chat_template, "{{ range(3)|join(',') }}{{ range(5, 0, -2)|list }}"])(
  'writes what the library writes: %s',
  (template) => expect(renderBounded(template, VARIABLES)).toBe(new Template(template).render(VARIABLES)),
);

const doubling = (body: string): string =>
  `{% set ns = namespace(a=['x']) %}{% for i in range(60) %}${body}{% endfor %}`;

describe('a template without end is refused within a second, and told', () => {
  it.each([
    ['a long range', '{% for i in range(200000) %}x{% endfor %}', /range of|value of/],
    ['a range of fractions', '{{ range(0, 1, 0.0000001) }}', /range of|value of/],
    ['a range that stands still', '{{ range(0, 9, 0) }}', /range of|value of/],
    [
      'loops in loops',
      `${'{% for i in range(1000) %}'.repeat(4)}x${'{% endfor %}'.repeat(4)}`,
      /more than 20000 steps/,
    ],
    [
      'a doubled text',
      "{% set ns = namespace(a='x') %}{% for i in range(60) %}{% set ns.a = ns.a + ns.a %}{% endfor %}",
      /value of/,
    ],
    ['a doubled list', doubling('{% set ns.a = ns.a + ns.a %}'), /value of|steps/],
    ['lists of lists', `${doubling('{% set ns.a = [ns.a, ns.a] %}')}{{ ns.a|tojson }}`, /value of/],
    ['a wide indent', "{{ ('a\\n' * 3 ~ 'b')|indent(400000000) }}", /./],
    ['recursion', '{% macro f(x) %}{{ f(x) }}{% endmacro %}{{ f(1) }}', /./],
    ['a long template', 'x'.repeat(300_000), /200000 characters/],
    ['a broken template', '{% for %}', /./],
  ])('%s', (_, chatTemplate, message) => {
    const before = process.cpuUsage();
    const render = (): string =>
      renderChat({ chatTemplate, bosToken: '', eosToken: '' }, [{ role: 'user', content: 'x' }]);
    let caught: unknown;
    try {
      render();
    } catch (error) {
      caught = error;
    }
    // Of the processor, whatever else runs on it.
    expect(process.cpuUsage(before).user).toBeLessThan(1_000_000);
    expect(caught).toBeInstanceOf(ProblemError);
    expect((caught as ProblemError).problem).toMatchObject({
      code: 'model-damaged',
      message: expect.stringMatching(message),
    });
  });
});

test('a template cannot reach what is around it', () => {
  const escapes = [
    '{{ constructor }}',
    '{{ messages.constructor }}',
    "{{ ''.__proto__ }}",
    "{{ messages['__proto__'] }}",
  ];
  for (const template of escapes) expect(renderBounded(template, VARIABLES)).not.toMatch(/function|native/);
  expect(({} as Record<string, unknown>)['polluted']).toBeUndefined();
});
