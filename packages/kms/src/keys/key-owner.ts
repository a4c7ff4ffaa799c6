import type { KeyOwner } from "@keyferry/crypto";
import type { KeyRecord, StoreScope } from "@keyferry/store";

/** The owner of a key's versions: what crypto backends bind their material to. */
export function keyOwner(
  { account, region }: StoreScope,
  { id: keyId, instance }: Pick<KeyRecord, "id" | "instance">,
): KeyOwner {
  return { account, region, instance, keyId };
}
