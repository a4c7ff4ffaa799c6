import type { ModuleTarget } from "../../calls.ts";
import type { ObjectName } from "./key-roles.ts";

/** The name of one of the three objects of a symmetric key. */
export function symmetricPart(
  { versionId, id, spec }: ModuleTarget["key"],
  role: "encryption" | "wrapping" | "mac",
): ObjectName {
  return { owner: versionId, id, role, spec };
}
