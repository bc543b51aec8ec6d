import { expect, test } from 'vitest';
import { download } from './download.ts';
import { serve } from './test-server.ts';

const PATIENCE = 30_000;
const LIMITS = { most: 100, patience: PATIENCE };

test('gives the bytes, and says how far it is', async () => {
  const base = await serve({ '/f': (response) => response.writeHead(200, { 'content-length': 5 }).end('12345') });
  const seen: unknown[] = [];
  const bytes = await download(`${base}/f`, (...progress) => seen.push(progress), LIMITS);
  expect(new TextDecoder().decode(bytes)).toBe('12345');
  expect(seen.at(-1)).toEqual([5, 5]);
});

test('follows the hub to where a large file is', async () => {
  const base = await serve({ '/f': (response) => response.writeHead(302, { location: '/g' }).end(), '/g': 'there' });
  expect(new TextDecoder().decode(await download(`${base}/f`, undefined, LIMITS))).toBe('there');
});

test.each([
  ['404', '/none', /answered 404.*/],
  ['a broken server', '/broken', /answered 500/],
  ['a file that says it is too long', '/announced', /is 101 bytes long or longer; the limit is 100/],
  ['a file that does not say so', '/endless', /the limit is 100/],
  ['a file cut off', '/cut', /cannot be read: |ended after 3 of 50 bytes/],
  ['a server that falls silent', '/silent', /sent nothing for 0.3 s/],
])('refuses %s', async (_, path, message) => {
  const base = await serve({
    '/broken': (response) => response.writeHead(500).end(),
    '/announced': (response) => response.writeHead(200, { 'content-length': 101 }).end('x'.repeat(101)),
    '/endless': (response) => {
      const timer = setInterval(() => response.write('x'.repeat(60)), 5);
      response.on('close', () => clearInterval(timer));
    },
    '/cut': (response) => {
      response.writeHead(200, { 'content-length': 50 }).write('123');
      setTimeout(() => response.destroy(), 20);
    },
    '/silent': (response) => response.writeHead(200).write('x'),
  });
  const limits = path === '/silent' ? { ...LIMITS, patience: 300 } : LIMITS;
  await expect(download(`${base}${path}`, undefined, limits)).rejects.toThrow(message);
});

test('says what to do about a host that is out of reach', async () => {
  const unreachable = download('http://127.0.0.1:9/f', undefined, LIMITS);
  await expect(unreachable).rejects.toMatchObject({ problem: { hint: expect.stringContaining('--data DIR') } });
});
