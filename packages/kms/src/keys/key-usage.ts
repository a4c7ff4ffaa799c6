import { type KeySpec, type KeyUsage, usagesOf } from "@keyferry/algorithms";
import type { NewKey } from "@keyferry/crypto";
import { serviceError } from "@keyferry/protocol";

/**
 * What a new key of a spec is for: what is wanted, or else to sign where the spec can, to encrypt where it cannot.
 *
 * @throws ServiceError `InvalidParameter` for a usage that does not go with the spec
 */
export function usageOf(spec: KeySpec, wanted: string | undefined): KeyUsage {
  const usages = usagesOf(spec);
  const usage = wanted === undefined ? usages[0] : usages.find((possible) => possible === wanted);
  if (usage !== undefined) return usage;
  const reason = `${wanted ?? "no usage"} does not go with a key of ${spec}`;
  throw serviceError("InvalidParameter", { parameter: "KeyUsage", reason });
}

/** What a new key of a usage must be able to sign, as the crypto backends take it: AsymmetricSign takes digests. */
export function signingOf(usage: string): Pick<NewKey, "signs"> {
  return usage === "SIGN/VERIFY" ? { signs: "digest" } : {};
}
