import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";

/** A web server of one page, on 127.0.0.1. */
export interface PageServer extends Disposable {
  /** Picked by the system. */
  readonly port: number;
}

/** Serves a page whose script is this code, a module. */
export async function servePage(code: string): Promise<PageServer> {
  const server = createServer((request, response) => {
    const [type, body] =
      request.url === "/page.js"
        ? ["text/javascript", code]
        : ["text/html", '<!doctype html><script type="module" src="/page.js"></script>'];
    response.writeHead(200, { "content-type": `${type}; charset=utf-8` }).end(body);
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  return {
    port: (server.address() as AddressInfo).port,
    [Symbol.dispose]: () => {
      server.close();
    },
  };
}
