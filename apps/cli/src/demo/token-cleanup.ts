import type { TokenSource } from "@keyferry/crypto";
import { openTokenBackend } from "../keys/pkcs11-adapter.ts";

/** Destroys, in a token, all that was made for the named key versions. */
export async function destroyInToken(token: TokenSource, versionIds: readonly string[]): Promise<void> {
  if (versionIds.length === 0) return;
  const backend = await openTokenBackend(token);
  try {
    const custody = backend.capabilities[0]?.custody ?? "";
    for (const { owner, material } of await backend.listKeys()) {
      if (versionIds.includes(owner)) await backend.destroyKey({ versionId: owner, custody, material });
    }
  } finally {
    await backend.close();
  }
}
