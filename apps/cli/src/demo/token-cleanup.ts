import { createPkcs11Backend, type Pkcs11Options } from "../keys/pkcs11-adapter.ts";

/** Destroys, in a token, all that was made for the named key versions. */
export async function destroyInToken(token: Pkcs11Options, versionIds: readonly string[]): Promise<void> {
  if (versionIds.length === 0) return;
  const backend = await createPkcs11Backend(token);
  try {
    const custody = backend.capabilities[0]?.custody ?? "";
    for (const { owner, material } of await backend.listKeys()) {
      if (versionIds.includes(owner)) await backend.destroyKey({ versionId: owner, custody, material });
    }
  } finally {
    await backend.close();
  }
}
