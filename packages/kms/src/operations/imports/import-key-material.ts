import { wiping } from "@keyferry/bytes";
import { hostCustody, type StoredMaterial } from "@keyferry/crypto";
import { importKeyMaterial, serviceError, type RequestOf } from "@keyferry/protocol";
import { noMaterial, type KeyVersionRecord } from "@keyferry/store";
import { handle, type WritingCall } from "../../call/handler.ts";
import { type ExternalKey, externalKey } from "../../imports/external-key.ts";
import { type ImportToken, withImportToken } from "../../imports/import-token.ts";
import { fingerprintOf, unwrapMaterial } from "../../imports/imported-material.ts";
import { signingOf } from "../../keys/key-usage.ts";
import { refuseMoved } from "../../keys/protection-level.ts";

type Request = RequestOf<typeof importKeyMaterial>;

/** ImportKeyMaterial. */
export const importKeyMaterialHandler = handle(importKeyMaterial, {
  resolve: async ({ KeyId }, lookup) => ({ imported: await lookup.byId(KeyId) }),
  async perform(request, { imported }, call) {
    const external = externalKey(imported);
    const expiresAt = expiryOf(request, call);
    const found = await call.read.keys.byVersion(external.key.primaryVersionId);
    if (found === undefined) throw serviceError("Rejected.StateModifiedFailed");
    const { sealer, scope } = call;
    await withImportToken({ sealer, owner: external.owner, now: scope.time }, request.ImportToken, (token) =>
      keepMaterial(request, token, { external, version: found.version, expiresAt }, call),
    );
    return {};
  },
});

/** @throws ServiceError `InvalidParameter` for a time that is past */
function expiryOf({ KeyMaterialExpireUnix = 0 }: Request, { scope }: WritingCall): number | null {
  if (KeyMaterialExpireUnix === 0) return null;
  const expiresAt = KeyMaterialExpireUnix * 1_000;
  if (expiresAt > scope.time) return expiresAt;
  throw serviceError("InvalidParameter", { parameter: "KeyMaterialExpireUnix", reason: "is in the past" });
}

/** Where material goes. */
interface Destination {
  readonly external: ExternalKey;
  readonly version: KeyVersionRecord;
  readonly expiresAt: number | null;
}

async function keepMaterial(
  { EncryptedKeyMaterial }: Request,
  { algorithm, privateKey }: ImportToken,
  { external, version, expiresAt }: Destination,
  call: WritingCall,
): Promise<void> {
  const { crypto, sealer, write, scope } = call;
  const { key } = external;
  const { unwrapper } = crypto;
  if (unwrapper === undefined) {
    throw serviceError("UnsupportedOperation", { reason: `${crypto.name} unwraps no key material` });
  }
  // What a module has had it may have lost, or be about to lose: it takes the material in anew.
  const isThere = version.custody === hostCustody;
  if (!isThere) refuseMoved({ ...key, spec: external.spec }, version, call);
  const wrapped = { algorithm, privateKey, wrapped: EncryptedKeyMaterial };
  const to = await wiping(await unwrapMaterial(unwrapper, wrapped), async (material) => {
    const fingerprint = fingerprintOf(sealer, external, version, material);
    const { custody, material: stored } = isThere ? version : await taken(external, material, call);
    return { custody, material: stored, fingerprint };
  });
  const states = { Enabled: "Enabled", PendingImport: "Enabled", Disabled: "Disabled" } as const;
  // Where its material has expired, it is as if it had been taken away.
  const whenExpired = { by: scope.time, states: { ...states, Disabled: "Enabled" } } as const;
  const change = { versionId: version.id, from: version, to, expiresAt, states, whenExpired };
  const changing = async () => ((await write.keys.changeMaterial(key.id, change)) ? "imported" : "changed");
  const replaced = version.custody === noMaterial.custody ? undefined : version;
  const outcome = isThere
    ? await changing()
    : await call.material.keep(call, { ...version, ...to }, changing, "imported", replaced);
  if (outcome !== "imported") throw serviceError("Rejected.StateModifiedFailed");
}

/** Hands material to the backend that keeps such keys. */
async function taken(
  { key, owner, spec }: ExternalKey,
  material: Uint8Array,
  { crypto }: WritingCall,
): Promise<StoredMaterial> {
  const { protectionLevel, usage, primaryVersionId: versionId } = key;
  if (crypto.importer === undefined) {
    throw serviceError("UnsupportedOperation", {
      reason: `${crypto.name} takes no key material from outside`,
    });
  }
  return crypto.importer.importKey(
    { owner, versionId, spec, protectionLevel, ...signingOf(usage) },
    material,
  );
}
