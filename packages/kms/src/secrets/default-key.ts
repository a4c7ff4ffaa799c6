import { serviceError } from "@keyferry/protocol";
import { noteResource, noteVersion } from "../call/audit-trail.ts";
import type { WritingCall } from "../call/handler.ts";
import { defaultKeyAlias } from "../call/secret-lookup.ts";
import type { VersionTarget } from "../call/targets.ts";
import { newKeyIds } from "../keys/identifiers.ts";
import { sealingTarget, secretsCreator } from "../call/secret-value-target.ts";
import { makeKey } from "../keys/new-key.ts";

/**
 * Makes the key that seals secrets which nobody has chosen a key for, once for an account and region: of callers at once, all
 * get the same one.
 */
export async function makeDefaultKey(call: WritingCall): Promise<VersionTarget> {
  const { scope, crypto, random, write, read, material, trail } = call;
  const { time } = scope;
  const { key, version } = await makeKey(crypto, {
    scope,
    ids: newKeyIds(null, random),
    spec: "Aliyun_AES_256",
    protectionLevel: "SOFTWARE",
    instance: null,
    description: "Default key of secrets",
    creator: secretsCreator,
    now: time,
  });
  await material.keep(call, version, () => write.keys.create(key, version, []), "created");
  const alias = { name: defaultKeyAlias, keyId: key.id, createdAt: time };
  const isFirst = (await write.aliases.create(alias, ["Enabled"])) === "created";
  if (!isFirst) {
    // Somebody was faster: this one is nobody's, and gone from now on.
    await write.keys.changeState(key.id, { from: ["Enabled"], to: "PendingDeletion", deleteAt: time });
  }
  const keyId = isFirst ? key.id : (await read.aliases.byName(defaultKeyAlias))?.keyId;
  const made = keyId === undefined ? undefined : await read.keys.byId(keyId);
  const found = made && (await read.keys.byVersion(made.primaryVersionId));
  if (found === undefined) throw serviceError("Rejected.Unavailable");
  const target = sealingTarget(scope, found);
  noteResource(trail, target.resource);
  noteVersion(trail, found.version);
  return target;
}
