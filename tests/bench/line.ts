/**
 * A line between a browser and a server: a TCP proxy with a rate and a delay, shared by everything that comes through (pages, workers, service
 * workers alike, which a browser's own emulation slows down one by one), and counting what does.
 */
import { connect, createServer, type Socket } from 'node:net';

export interface Line {
  /** Where the server is found through the line. */
  readonly url: string;
  /** What has come through since the last `reset`: bytes towards the browser, headers included, and requests. */
  readonly counted: { bytes: number; requests: number };
  reset(): void;
  close(): Promise<void>;
}

/** @param mbps bits a second towards the browser, in millions; @param rtt milliseconds there and back */
export async function lineTo(url: string, { mbps, rtt }: { readonly mbps: number; readonly rtt: number }): Promise<Line> {
  const target = new URL(url);
  const counted = { bytes: 0, requests: 0 };
  const sockets = new Set<Socket>();
  let free = 0; // when the line has sent what it was given
  const server = createServer((browser) => {
    const upstream = connect(Number(target.port), '127.0.0.1');
    for (const socket of [browser, upstream]) {
      sockets.add(socket);
      socket.setNoDelay(true);
      socket.on('error', () => socket.destroy()).on('close', () => sockets.delete(socket));
    }
    browser.on('data', (data) => {
      counted.requests += data.toString('latin1').match(/(?:^|\r\n\r\n)GET /g)?.length ?? 0;
      setTimeout(() => upstream.write(data), rtt / 2);
    });
    upstream.on('data', (data) => {
      counted.bytes += data.length;
      free = Math.max(free, performance.now()) + data.length / (mbps * 125);
      setTimeout(() => browser.write(data), free + rtt / 2 - performance.now());
    });
    browser.on('end', () => upstream.end());
    upstream.on('end', () => setTimeout(() => browser.end(), Math.max(0, free - performance.now()) + rtt));
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  const { port } = server.address() as { port: number };
  return {
    url: `http://localhost:${port}${target.pathname}`,
    counted,
    reset: () => Object.assign(counted, { bytes: 0, requests: 0 }),
    close: () =>
      new Promise((done) => {
        for (const socket of sockets) socket.destroy();
        server.close(() => done());
      }),
  };
}
