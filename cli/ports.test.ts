import { createServer, type Server } from 'node:net';
import { afterEach, expect, test } from 'vitest';
import { findFreePort } from './ports.ts';

let server: Server;
afterEach(() => new Promise((resolve) => server.close(resolve)));

function listen(host: string): Promise<number> {
  server = createServer();
  return new Promise((resolve) => {
    server.listen(0, host, () => {
      const address = server.address();
      resolve(address !== null && typeof address === 'object' ? address.port : 0);
    });
  });
}

test('passes over a port that is taken', async () => {
  const port = await listen('127.0.0.1');
  expect(await findFreePort(port)).toBeGreaterThan(port);
});

test('keeps a port that is free', async () => {
  const port = await listen('127.0.0.1');
  await new Promise((resolve) => server.close(resolve));
  expect(await findFreePort(port)).toBe(port);
});
