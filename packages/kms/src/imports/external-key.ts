import { isKeySpec, type KeySpec } from "@keyferry/algorithms";
import type { KeyOwner } from "@keyferry/crypto";
import { serviceError } from "@keyferry/protocol";
import type { KeyRecord } from "@keyferry/store";
import type { KeyTarget } from "../call/targets.ts";
import { keyOwner } from "../crypto/data-key.ts";

/** A key whose material is imported, as its owner and its spec. */
export interface ExternalKey {
  readonly key: KeyRecord;
  readonly owner: KeyOwner;
  readonly spec: KeySpec;
}

/** @throws ServiceError `Unsupported.Origin` for a key whose material the service has made */
export function externalKey(target: KeyTarget): ExternalKey {
  const { key } = target;
  if (key.origin !== "EXTERNAL") {
    throw serviceError("Unsupported.Origin", { reason: `the Origin of ${key.id} is ${key.origin}` });
  }
  if (!isKeySpec(key.spec)) throw new Error(`a stored key has the unknown spec ${key.spec}`);
  return { key, owner: keyOwner(target, key), spec: key.spec };
}
