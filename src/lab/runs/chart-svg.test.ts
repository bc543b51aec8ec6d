import { expect, it } from 'vitest';
import { chartSvg } from './chart-svg.ts';
import { savedRun } from './test-runs.ts';

it('draws every lane, and lets nothing of a run become markup', () => {
  const run = savedRun();
  const svg = chartSvg({ ...run, prompt: '<script>alert("1")</script> & \u0000' });
  expect(svg).toMatch(/^<svg xmlns="http:\/\/www\.w3\.org\/2000\/svg"/);
  expect(svg).toContain('&lt;script&gt;alert(&quot;1&quot;)&lt;/script&gt; &amp; \uFFFD');
  expect(svg).not.toMatch(/<script|NaN|undefined/);
  expect(svg).toContain('plain, 3 tokens');
  expect(svg).toContain('cyclic-reflex, 3 tokens');
});

it('draws a run of no tokens', () => {
  expect(chartSvg(savedRun([]))).not.toMatch(/NaN|Infinity/);
});
