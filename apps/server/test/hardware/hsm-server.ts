import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { AuditRecord } from "@keyferry/audit";
import { testModules, type TestToken } from "../../../../tools/testing/pkcs11-tokens.ts";
import { tokenFlags } from "../../../../tools/testing/token-flags.ts";
import type { RunningServer, ServerStart } from "../running-server.ts";

export { testModules, type TestToken };

/** How a server is started on a token, its software backends beside it. */
export function startOn(
  token: TestToken,
  { flags = [], variables = {}, ...start }: ServerStart = {},
): ServerStart & { readonly flags: readonly string[] } {
  return {
    ...start,
    flags: ["--crypto", "node,software,pkcs11", ...tokenFlags(token), ...flags],
    variables: { ...token.options.environment, ...variables },
  };
}

/** What the audit trail says of a request's keys. */
export type AuditLine = AuditRecord["additionalEventData"];

/** Stops a server and reads its audit trail, by request id. */
export async function auditOf(server: RunningServer): Promise<ReadonlyMap<string, AuditLine>> {
  await server.stop();
  const lines = readFileSync(join(server.data, "audit.log"), "utf8").trimEnd().split("\n");
  const records = lines.map((line) => JSON.parse(line) as AuditRecord);
  return new Map(records.map(({ requestId, additionalEventData }) => [requestId, additionalEventData]));
}

/** The process that holds the module: the one child of the server. */
export function helperOf({ ready: { pid } }: RunningServer): number {
  const id = String(pid);
  const children = readFileSync(`/proc/${id}/task/${id}/children`, "utf8").trim().split(" ");
  if (children.length !== 1 || children[0] === "") throw new Error("the server has not one child");
  return Number(children[0]);
}
