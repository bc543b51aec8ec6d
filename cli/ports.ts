import { connect } from 'node:net';

/** Whether something answers on this port, on IPv4 or IPv6: "localhost" may mean either. */
async function isTaken(port: number): Promise<boolean> {
  const answers = ['127.0.0.1', '::1'].map(
    (host) =>
      new Promise<boolean>((resolve) => {
        const socket = connect({ host, port });
        const settle = (taken: boolean): void => {
          socket.destroy();
          resolve(taken);
        };
        socket.once('connect', () => settle(true));
        socket.once('error', () => settle(false));
      }),
  );
  return (await Promise.all(answers)).includes(true);
}

/** The first free port from `wanted` upwards. */
export async function findFreePort(wanted: number): Promise<number> {
  let port = wanted;
  while (port < 65_535 && (await isTaken(port))) port += 1;
  return port;
}
