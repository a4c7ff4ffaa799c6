import { everyOperation } from "@keyferry/protocol";

/** Parameters that everybody sends, whatever the operation. */
const common: readonly string[] = [
  "AccessKeyId",
  "Action",
  "DryRun",
  "Format",
  "RegionId",
  "SecurityToken",
  "Signature",
  "SignatureMethod",
  "SignatureNonce",
  "SignatureType",
  "SignatureVersion",
  "Timestamp",
  "Version",
];

/** Names that parameters of the API have. Any other that a client sends may be anything, a misplaced secret as well. */
export const parameterNames: ReadonlySet<string> = new Set([
  ...common,
  ...Object.values(everyOperation).flatMap(({ fields }) => fields.map(({ name }) => name)),
]);

/** A parameter in words, for a message: by its name only if the API has it, and without what follows a dot. */
export function parameterInWords(name: string): string {
  if (parameterNames.has(name)) return `the parameter ${name}`;
  const [start = ""] = name.split(".", 1);
  return parameterNames.has(start) ? `a part of ${start}` : "a parameter that the API does not have";
}
