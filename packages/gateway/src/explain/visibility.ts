import type { Operation } from "@keyferry/protocol";

/** How much of a parameter may be shown: all, its name, its name up to the first `.`, or nothing. */
export type Visibility = "value" | "name" | "prefix" | "nothing";

/** What of a request may be shown to people. What is not known to be harmless may not. */
export interface Visible {
  readonly parameter: (name: string) => Visibility;
  readonly header: (name: string) => Extract<Visibility, "value" | "name" | "nothing">;
}

const commonParameters: readonly string[] = [
  "AccessKeyId",
  "Action",
  "DryRun",
  "Format",
  "RegionId",
  "SignatureMethod",
  "SignatureNonce",
  "SignatureType",
  "SignatureVersion",
  "Timestamp",
  "Version",
];
const harmlessHeaders: readonly string[] = [
  "accept",
  "content-length",
  "content-type",
  "date",
  "host",
  "user-agent",
  "x-acs-action",
  "x-acs-content-sha256",
  "x-acs-date",
  "x-acs-signature-nonce",
  "x-acs-version",
];

/**
 * What may be shown of a request: values of parameters that everybody sends and of the operation's own that are not marked
 * as secret; of all others, which may be a secret under a wrong name, the name.
 *
 * @param sent names of what the request has
 */
export function visibleOf(
  operation: Operation | undefined,
  sent: { readonly parameters: Iterable<string>; readonly headers: Iterable<string> },
): Visible {
  const fields = new Map((operation?.fields ?? []).map((row) => [row.name, row]));
  const parameters = new Set(sent.parameters);
  const headers = new Set(sent.headers);
  return {
    parameter(name) {
      const dot = name.indexOf(".");
      const own = fields.get(dot < 0 ? name : name.slice(0, dot));
      // The rest of the name of a map that was sent in parts is its content.
      if (own?.secret === true) return dot < 0 ? "name" : "prefix";
      if (commonParameters.includes(name) || own !== undefined) return "value";
      return parameters.has(name) ? "name" : "nothing";
    },
    header(name) {
      if (harmlessHeaders.includes(name)) return "value";
      return headers.has(name) ? "name" : "nothing";
    },
  };
}
