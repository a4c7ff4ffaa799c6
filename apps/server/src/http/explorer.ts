import { loadOnce } from "@keyferry/crypto";
import { namesThisMachine, type GatewayResponse } from "@keyferry/gateway";
import type { GatewayKind } from "@keyferry/protocol";
import { optionTable, type Options } from "../config/option-table.ts";
import { isFromHere, type Visit } from "./unsigned-routes.ts";

/** Where the explorer begins; everything of it lies below. */
export const explorerPath = "/explorer/";

/** What the explorer's page is told of the server that it came from. */
export interface ExplorerDependencies {
  readonly options: Pick<Options, "region" | "account-id" | "access-key-id" | "access-key-secret">;
  readonly gateway: GatewayKind;
  /** Origins of the gateways that listen by now. */
  readonly gateways: () => Readonly<Partial<Record<GatewayKind, string>>>;
  readonly version: string;
}

/**
 * Makes what answers GET and HEAD below {@link explorerPath}, or to that path without its last slash. `server.json` says of the
 * server what the page needs to begin: to programs of this machine that go by one of its names also the access key, where that
 * is the one that everybody may know.
 */
export function createExplorer({
  options,
  gateway,
  gateways,
  version,
}: ExplorerDependencies): (visit: Visit) => Promise<GatewayResponse> {
  return async (visit) => {
    const response = await answer(visit);
    return { ...response, headers: { ...ownAlone, ...response.headers } };
  };

  async function answer(visit: Visit): Promise<GatewayResponse> {
    const [path = ""] = visit.target.split("?");
    if (!path.startsWith(explorerPath)) return moved;
    const name = path.slice(explorerPath.length);
    if (name !== "server.json") return page(name);
    return {
      status: 200,
      headers: { ...notKept, "content-type": "application/json" },
      body: JSON.stringify(about(visit)),
    };
  }

  function about({ headers, sourceAddress }: Visit): object {
    const { region, "account-id": account, "access-key-id": id, "access-key-secret": secret } = options;
    const builtIn =
      id === optionTable["access-key-id"].kind.preset &&
      secret === optionTable["access-key-secret"].kind.preset;
    const fromHere = isFromHere(sourceAddress) && namesThisMachine(headers.get("host") ?? "");
    return {
      ...{ gateway, gateways: gateways(), region, account, version },
      ...(builtIn && fromHere && { builtInAccessKey: { id, secret } }),
    };
  }
}

/** Headers of all that is served here: a browser takes it for what it says it is, and gives it to no other origin. */
const ownAlone = { "x-content-type-options": "nosniff", "cross-origin-resource-policy": "same-origin" };

const notKept = { "cache-control": "no-store" };

const moved: GatewayResponse = { status: 308, headers: { ...notKept, location: explorerPath }, body: "" };

const pages = loadOnce(async () => {
  const { explorerFile, readExplorerFiles } = await import("./explorer-files.ts");
  const files = await readExplorerFiles();
  return (name: string) => explorerFile(files, name);
});

const notBuilt: GatewayResponse = {
  status: 503,
  headers: { ...notKept, "content-type": "text/plain" },
  body: "The explorer is not built: npm run build\n",
};

async function page(name: string): Promise<GatewayResponse> {
  try {
    return (await pages.get())(name);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return notBuilt;
    throw error;
  }
}
