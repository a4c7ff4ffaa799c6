import { createRequire } from "node:module";
import type { ClientKind } from "./client-kind.ts";
import { kms20160120 } from "./kms20160120.ts";
import { openapiClient } from "./openapi-client.ts";
import { popCore } from "./pop-core.ts";

/** Every client, in every way that it is used. */
export const clients: readonly ClientKind[] = [
  popCore("GET"),
  popCore("POST"),
  openapiClient("ACS3", "query"),
  openapiClient("ACS3", "form"),
  openapiClient("V1", "query"),
  openapiClient("V1", "form"),
  kms20160120,
];

/** Name and installed version of a client's package. */
export function packageOf(kind: ClientKind): string {
  const require = createRequire(import.meta.url);
  const { version } = require(`${kind.package}/package.json`) as { readonly version: string };
  return `${kind.package} ${version}`;
}
