import type { HostCipher } from "@keyferry/crypto";
import { sm4Gcm } from "@keyferry/gm";
import { openedByGm } from "./opened-by-gm.ts";

/** SM4 in GCM (RFC 8998): key of 16 bytes, IV of 12, tag of 16. Its key objects are SM4's round keys. */
export const sm4GcmCipher: HostCipher<Uint32Array> = {
  ...sm4Gcm,
  open: (roundKeys, iv, sealed, associatedData) =>
    openedByGm(() => sm4Gcm.open(roundKeys, iv, sealed, associatedData)),
};
