import { createServer, request as ask, type IncomingMessage, type Server, type ServerResponse } from 'node:http';

/** What comes instead of a file. `share`: of its bytes. */
export type BadAnswer =
  | { readonly kind: 'cut'; readonly share: number } // the connection breaks
  | { readonly kind: 'short'; readonly share: number } // as if that were all
  | { readonly kind: 'long' }
  | { readonly kind: 'html' }
  | { readonly kind: 'missing' };

/** The page by way of a server that can be told to answer wrongly. */
export interface FaultySite {
  /** Ends with a slash. */
  readonly url: string;
  /** Files whose path matches are answered so from now on. */
  spoil(files: RegExp, answer: BadAnswer): void;
  mend(): void;
  close(): void;
}

const WEB_PAGE = '<!doctype html><title>Sign in</title>';

function spoiled(answer: BadAnswer, from: IncomingMessage, body: Buffer, to: ServerResponse): void {
  const headers = { ...from.headers, 'cache-control': 'no-store' };
  const send = (content: Buffer): void => {
    to.writeHead(from.statusCode ?? 200, { ...headers, 'content-length': content.length }).end(content);
  };
  switch (answer.kind) {
    case 'cut':
      to.writeHead(from.statusCode ?? 200, headers);
      to.write(body.subarray(0, Math.floor(answer.share * body.length)), () => to.destroy());
      return;
    case 'short':
      return send(body.subarray(0, Math.floor(answer.share * body.length)));
    case 'long':
      return send(Buffer.concat([body, Buffer.alloc(1000, 7)]));
    case 'html':
      return void to
        .writeHead(200, { ...headers, 'content-type': 'text/html', 'content-length': WEB_PAGE.length })
        .end(WEB_PAGE);
    default:
      return void to.writeHead(404, { 'content-type': 'text/plain' }).end('Not found');
  }
}

/** `origin`: where the page is served well. */
export async function openFaultySite(origin: string): Promise<FaultySite> {
  let fault: { readonly files: RegExp; readonly answer: BadAnswer } | null = null;
  const server: Server = createServer((request, response) => {
    const address = new URL(request.url ?? '/', origin);
    const passed = ask(
      address,
      { method: request.method, headers: { ...request.headers, host: address.host } },
      (from) => {
        if (!fault?.files.test(address.pathname)) {
          response.writeHead(from.statusCode ?? 502, { ...from.headers, 'cache-control': 'no-store' });
          from.pipe(response);
          return;
        }
        const { answer } = fault;
        const chunks: Buffer[] = [];
        from.on('data', (chunk: Buffer) => chunks.push(chunk));
        from.on('end', () => spoiled(answer, from, Buffer.concat(chunks), response));
      },
    );
    passed.on('error', () => response.destroy());
    request.pipe(passed);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('The server has no port.');
  return {
    url: `http://localhost:${address.port}/`,
    spoil(files, answer) {
      fault = { files, answer };
    },
    mend() {
      fault = null;
    },
    close() {
      server.closeAllConnections();
      server.close();
    },
  };
}
