import { readdir, readFile } from "node:fs/promises";
import { extname, join } from "node:path";
import { fileURLToPath } from "node:url";
import type { GatewayResponse } from "@keyferry/gateway";

const contentTypes: Readonly<Record<string, string>> = {
  ".html": "text/html; charset=utf-8",
  ".js": "text/javascript; charset=utf-8",
  ".css": "text/css; charset=utf-8",
  ".svg": "image/svg+xml",
};

/** What the page may do: run its own files, and call the server that it came from. */
const contentSecurityPolicy = [
  "default-src 'none'",
  ...["script-src", "style-src", "connect-src", "font-src", "worker-src"].map((name) => `${name} 'self'`),
  "img-src 'self' data:",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join("; ");

const always = {
  "content-security-policy": contentSecurityPolicy,
  "referrer-policy": "no-referrer",
  "cross-origin-opener-policy": "same-origin",
};

/** Names of files of the build hold the hash of what is in them. */
const hashed = /^files\//;

/** The build of the explorer, text by name. */
export type ExplorerFiles = ReadonlyMap<string, string>;

/** Reads the build of the explorer: beside the program, or, where that runs from sources, in the explorer's own folder. */
export async function readExplorerFiles(): Promise<ExplorerFiles> {
  const place = import.meta.url.endsWith(".ts") ? "../../../explorer/dist/" : "./explorer/";
  const folder = fileURLToPath(new URL(place, import.meta.url));
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const paths = entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
  const texts = await Promise.all(paths.map((path) => readFile(path, "utf8")));
  return new Map(paths.map((path, at) => [path.slice(folder.length).replaceAll("\\", "/"), texts[at] ?? ""]));
}

/**
 * Answers with a file of the explorer.
 *
 * @param name below the explorer's path; nothing is the page itself
 */
export function explorerFile(files: ExplorerFiles, name: string): GatewayResponse {
  const asked = name === "" ? "index.html" : name;
  const body = files.get(asked);
  if (body === undefined) {
    return { ...answer("text/plain", "no-store", "There is no such page.\n"), status: 404 };
  }
  const kept = hashed.test(asked) ? "public, max-age=31536000, immutable" : "no-cache";
  return answer(contentTypes[extname(asked)] ?? "text/plain; charset=utf-8", kept, body);
}

function answer(contentType: string, cacheControl: string, body: string): GatewayResponse {
  return {
    status: 200,
    headers: { ...always, "content-type": contentType, "cache-control": cacheControl },
    body,
  };
}
