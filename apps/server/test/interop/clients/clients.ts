import { createRequire } from "node:module";
import type { ClientKind } from "./client-kind.ts";
import { kms20160120 } from "./kms20160120.ts";
import { kmsSdk } from "./kms-sdk.ts";
import { openapiClient } from "./openapi-client.ts";
import { openapiCore } from "./openapi-core.ts";
import { popCore } from "./pop-core.ts";

const signatures = ["ACS3", "V1"] as const;
const placements = ["query", "form"] as const;
const ways = signatures.flatMap((signature) =>
  placements.map((placement) => [signature, placement] as const),
);

/** Every client, in every way that it is used. Older versions are those that many programs still have. */
export const clients: readonly ClientKind[] = [
  popCore("GET"),
  popCore("POST"),
  popCore("GET", "pop-core-1.7"),
  popCore("POST", "pop-core-1.7"),
  ...ways.map((way) => openapiClient(...way)),
  ...ways.map((way) => openapiCore(...way)),
  kms20160120(),
  kms20160120("kms20160120-1.1"),
  kmsSdk,
];

/** Name and version of the package that is installed under a name. */
export function packageOf({ package: installed }: Pick<ClientKind, "package">): string {
  const require = createRequire(import.meta.url);
  const { name, version } = require(`${installed}/package.json`) as Readonly<
    Record<"name" | "version", string>
  >;
  return `${name} ${version}`;
}
