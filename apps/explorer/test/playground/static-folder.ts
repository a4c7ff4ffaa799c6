import { readFile } from "node:fs/promises";
import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { extname, join, normalize } from "node:path";

/** A folder that is served as any web server serves files, below a path. */
export interface StaticFolder extends AsyncDisposable {
  /** The folder's address, with a slash at its end. */
  readonly url: string;
}

const types: Readonly<Record<string, string>> = {
  ".html": "text/html",
  ".js": "text/javascript",
  ".css": "text/css",
  ".svg": "image/svg+xml",
};

/**
 * Serves a folder on 127.0.0.1: files, and `index.html` for the folder itself, with no header but the type.
 *
 * @param path such as `/some/path/`
 */
export async function serveFolder(folder: string, path: string): Promise<StaticFolder> {
  const server = createServer((request, response) => {
    const { pathname } = new URL(request.url ?? "", "http://static.invalid");
    const name = pathname.startsWith(path) ? normalize(pathname.slice(path.length)) : "..";
    const file = name === "." || name === "" ? "index.html" : name;
    readFile(file.startsWith("..") ? "" : join(folder, file)).then(
      (content) => {
        response.writeHead(200, { "content-type": types[extname(file)] ?? "application/octet-stream" });
        response.end(content);
      },
      () => response.writeHead(404).end(),
    );
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${String(port)}${path}`,
    async [Symbol.asyncDispose]() {
      server.close();
      server.closeAllConnections();
      await once(server, "close");
    },
  };
}
