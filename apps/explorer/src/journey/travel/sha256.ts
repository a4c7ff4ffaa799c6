import { copySecret, wiping } from "@keyferry/bytes";
import { hexOf } from "./traces.ts";

/** SHA-256 (FIPS 180-4) of bytes that may be secret: lower-case hex. */
export function sha256(bytes: Uint8Array): Promise<string> {
  return wiping(copySecret(bytes), async (copy) =>
    hexOf(new Uint8Array(await crypto.subtle.digest("SHA-256", copy))),
  );
}
