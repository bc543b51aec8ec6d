import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Sample } from '../sample.ts';
import { buildReport } from './build-report.ts';
import { context, makeSample } from './fixtures.ts';
import { paretoFront, type ParetoPoint } from './pareto-picture.ts';
import { renderReport } from './render-report.ts';
import { niceScale, percentScale } from './scale.ts';

const HOSTILE = `</style></title></pre><script>alert(1)</script><img src=x onerror=alert(1)>" onclick="alert(1)' \u0000&lt;`;

const pageOf = (samples: readonly Sample[]): string => renderReport(buildReport(samples, context));

/** Every tag of a page with its attributes, by a tokenizer that knows quotes; throws on what is not a tag. */
function tagsOf(page: string): { name: string; attributes: string[] }[] {
  const content = page.replace(/<style>[^<]*<\/style>/, '').replace('<!doctype html>', '');
  return [...content.matchAll(/<([^>"]*(?:"[^"]*"[^>"]*)*)>/g)].map(([, tag = '']) => {
    const name = /^\/?[a-z][a-z0-9]*/.exec(tag)?.[0];
    if (name === undefined) throw new Error(`Not a tag: ${tag}`);
    return { name, attributes: [...tag.matchAll(/([a-zA-Z-]+)="/g)].map(([, attribute = '']) => attribute) };
  });
}

const PLAIN = [1, 2].flatMap((problem) => [
  makeSample(problem),
  makeSample(problem, { strategy: 'other', answer: '8' }),
]);

describe('renderReport', () => {
  it('lets no text become markup, wherever it stands', () => {
    const hostile: Partial<Sample> = {
      task: HOSTILE,
      gold: HOSTILE,
      text: `${HOSTILE} the answer is $${HOSTILE.slice(0, 60)}$`,
      end: HOSTILE,
      answer: HOSTILE,
      settings: { [HOSTILE]: HOSTILE },
      strategyHash: HOSTILE,
      verdict: 'wrong',
    };
    const samples = [1, 2].flatMap((problem) => [
      makeSample(problem, { ...hostile, id: HOSTILE + problem }),
      makeSample(problem, { ...hostile, id: HOSTILE + problem, strategy: HOSTILE, strategyHash: 'b' }),
    ]);
    const evil = { ...context, command: HOSTILE, model: HOSTILE, promptTemplate: HOSTILE, browser: HOSTILE };
    const page = renderReport(buildReport(samples, evil));
    const allowed = new Set(tagsOf(pageOf(PLAIN)).flatMap(({ name, attributes }) => [name, ...attributes]));
    for (const { name, attributes } of tagsOf(page)) {
      for (const word of [name, ...attributes]) expect(allowed).toContain(word);
    }
    expect([...allowed].filter((word) => word.startsWith('on') || word === 'src' || word === 'script')).toEqual([]);
    expect(page.match(/<style>/g)).toHaveLength(1);
    expect(page).not.toContain('\u0000');
  });

  it('escapes any text at all', () => {
    const fragment = fc.constantFrom('<', '>', '"', "'", '&', '</', '<!--', ']]>', 'script', ' onload=', '\ud800', 'a');
    fc.assert(
      fc.property(fc.array(fragment, { maxLength: 12 }), (parts) => {
        const page = pageOf([makeSample(1, { text: parts.join(''), id: parts.join('') })]);
        const names = tagsOf(page).map(({ name }) => name);
        expect(names.filter((name) => name === 'script')).toEqual([]);
        expect(names.filter((name) => name === 'pre')).toHaveLength(3);
        expect(page).not.toMatch(/\p{Surrogate}/u);
      }),
      { numRuns: 50 },
    );
  });

  it('leads every link to something, once', () => {
    const page = pageOf(PLAIN);
    const ids = [...page.matchAll(/ id="([^"]*)"/g)].map(([, id]) => id);
    expect(new Set(ids).size).toBe(ids.length);
    for (const [, target] of page.matchAll(/href="#([^"]*)"/g)) expect(ids).toContain(target);
  });

  it('closes what it opens', () => {
    const open: string[] = [];
    const single = new Set(['meta', 'br', 'line', 'rect', 'circle', 'polyline']);
    for (const { name } of tagsOf(pageOf(PLAIN))) {
      if (name.startsWith('/')) expect(open.pop()).toBe(name.slice(1));
      else if (!single.has(name)) open.push(name);
    }
    expect(open).toEqual([]);
  });

  it('shows what was asked, and where the problems are from', () => {
    expect(pageOf(PLAIN)).toContain('<pre>{problem}</pre>');
    const page = renderReport(
      buildReport(PLAIN, { ...context, prompt: '{problem}\nBox it.', source: 'somewhere (MIT)' }),
    );
    expect(page).toContain('<pre>{problem}\nBox it.</pre>');
    expect(page).toContain('somewhere (MIT)');
  });

  it('keeps the scores of tuning apart from results, and says what they are', () => {
    const scores = [0.5, 0.75].map((passAt1, index) => ({
      settings: { amplitude: index + 1 },
      hash: '',
      passAt1,
      tokens: 12,
    }));
    const split = { tuning: 'chain-tuning', test: 'chain-test', problems: 40, samples: 2 };
    const tuning = { strategy: 'cyclic-reflex', ...split, scores, chosen: 1 };
    const page = renderReport(buildReport(PLAIN, { ...context, tuning }));
    expect(page).toMatch(/2 settings of cyclic-reflex were tried on chain-tuning \(40 problems,\s+2 samples of each\)/);
    expect(page).toContain('Scores on the tuning split: no evidence');
    expect(page).toContain('<a href="#tuning">');
    expect(pageOf(PLAIN)).not.toContain('tuning');
  });

  it('needs no script and no other file, and says so in its policy', () => {
    const page = pageOf(PLAIN);
    expect(page).toContain("default-src 'none'");
    expect(page).not.toMatch(/<script|<link|src=|url\(|@import/);
  });

  it('is a page even of nothing', () => {
    expect(pageOf([])).toContain('no difference can be told from chance');
    expect(pageOf([makeSample(1, { verdict: 'unscored', tokens: 0, thinkingTokens: 0 })])).toContain('unscored');
  });
});

const point = (label: string, tokens: number, accuracy: number): ParetoPoint => ({
  letter: label,
  label,
  anchor: label,
  tokens,
  accuracy,
  low: null,
  high: null,
});

describe('pictures', () => {
  it('draws scales with round ends that hold every value', () => {
    fc.assert(
      fc.property(fc.array(fc.double({ min: -1e6, max: 1e6, noNaN: true }), { minLength: 1 }), (values) => {
        const { low, high, ticks } = niceScale(values, 0, 100);
        expect(low).toBeLessThanOrEqual(Math.min(...values) + 1e-9 * (high - low));
        expect(high).toBeGreaterThanOrEqual(Math.max(...values) - 1e-9 * (high - low));
        expect(ticks.length).toBeLessThan(12);
        expect(ticks.length).toBeGreaterThan(1);
      }),
    );
  });

  it.each([
    [
      [100, 100],
      [90, 100],
    ],
    [[0], [0, 10]],
    [
      [50, 50],
      [40, 60],
    ],
    [
      [93.1, 100],
      [92, 100],
    ],
  ])('keeps per cents within 0 and 100: %j', (percents, [low, high]) => {
    expect(percentScale(percents, 0, 100)).toMatchObject({ low, high });
  });

  it('puts on the front what nothing beats in both', () => {
    const front = paretoFront([point('a', 100, 0.5), point('b', 120, 0.7), point('c', 130, 0.6), point('d', 90, 0.4)]);
    expect(front.map(({ label }) => label)).toEqual(['d', 'a', 'b']);
  });
});
