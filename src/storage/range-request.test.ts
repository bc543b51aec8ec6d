import { createServer, type IncomingHttpHeaders } from 'node:http';
import { afterEach, expect, it, onTestFinished, vi } from 'vitest';
import { readBody, requestRange } from './range-request.ts';

async function listen(): Promise<{ url: string; seen: IncomingHttpHeaders[] }> {
  const seen: IncomingHttpHeaders[] = [];
  const server = createServer(({ headers }, response) => {
    seen.push(headers);
    response.writeHead(206, { 'content-range': 'bytes 5-9/10', etag: '"a"' }).end('56789');
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => void server.close());
  const address = server.address();
  return { url: typeof address === 'object' && address ? `http://127.0.0.1:${address.port}/f` : '', seen };
}

afterEach(() => vi.unstubAllGlobals());

it.each([
  ['its own origin', (url: string) => new URL(url).origin, '"a"'],
  ['another origin, which would have to allow it', () => 'http://page.example', undefined],
])('asks %s for the rest of a file', async (_, origin, ifRange) => {
  const { url, seen } = await listen();
  vi.stubGlobal('location', { origin: origin(url) });
  const answer = await requestRange(url, 'f', 5, '"a"', new AbortController().signal);
  expect(answer).toMatchObject({ from: 5, total: 10, etag: '"a"' });
  expect(seen[0]).toMatchObject({ range: 'bytes=5-' });
  expect(seen[0]?.['if-range']).toBe(ifRange);
});

it('takes another part than was asked for as a failure', async () => {
  const { url } = await listen();
  await expect(requestRange(url, 'f', 3, '', new AbortController().signal)).rejects.toThrow(/another part/);
});

it('stops reading when it is told to, though the stream never ends', async () => {
  const abort = new AbortController();
  const body = new ReadableStream<Uint8Array>({ start: (controller) => controller.enqueue(Uint8Array.of(1)) });
  const seen: number[] = [];
  const read = async (): Promise<void> => {
    for await (const chunk of readBody(body, abort.signal)) {
      seen.push(...chunk);
      abort.abort(new Error('enough'));
    }
  };
  await expect(read()).rejects.toThrow('enough');
  expect(seen).toEqual([1]);
});
