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
 * get the same one. A key that was made before, by somebody who ended before he gave it its alias, is taken for it.
 */
export async function makeDefaultKey(call: WritingCall): Promise<VersionTarget> {
  const { scope, write, read, trail } = call;
  const own = (await keyWithoutAlias(call)) ?? (await newKey(call));
  const alias = { name: defaultKeyAlias, keyId: own, createdAt: scope.time };
  await write.aliases.create(alias, ["Enabled"]);
  const keyId = (await read.aliases.byName(defaultKeyAlias))?.keyId;
  if (keyId !== own) {
    // Somebody was faster: this one is nobody's, and gone from now on.
    await write.keys.changeState(own, { from: ["Enabled"], to: "PendingDeletion", deleteAt: scope.time });
  }
  const made = keyId === undefined ? undefined : await read.keys.byId(keyId);
  const found = made && (await read.keys.byVersion(made.primaryVersionId));
  if (found === undefined) throw serviceError("Rejected.Unavailable");
  const target = sealingTarget(scope, found);
  noteResource(trail, target.resource);
  noteVersion(trail, found.version);
  return target;
}

/** There is no key with the alias, so that one of the same creator has none. */
async function keyWithoutAlias({ read }: WritingCall): Promise<string | undefined> {
  const filter = { creator: [secretsCreator], state: ["Enabled"] };
  return (await read.keys.list(filter, { offset: 0, limit: 1 })).items[0]?.id;
}

async function newKey(call: WritingCall): Promise<string> {
  const { scope, crypto, random, write, material } = call;
  const { key, version } = await makeKey(crypto, {
    scope,
    ids: newKeyIds(null, random),
    spec: "Aliyun_AES_256",
    protectionLevel: "SOFTWARE",
    instance: null,
    description: "Default key of secrets",
    creator: secretsCreator,
    now: scope.time,
  });
  await material.keep(call, version, () => write.keys.create(key, version, []), "created");
  return key.id;
}
