import { isAsymmetricKeySpec, isKeySpec } from "@keyferry/crypto";
import { allowedStates, createKeyVersion, serviceError } from "@keyferry/protocol";
import type { KeyRecord } from "@keyferry/store";
import { handle } from "../../handler.ts";
import { newVersionId } from "../../identifiers.ts";
import { keyOwner } from "../../key-owner.ts";
import { signingOf } from "../../key-usage.ts";
import { keyVersionOf } from "../../key-version.ts";

/** As documented for asymmetric keys; a bound all the same for symmetric ones. */
const maxVersions = 50;

/** CreateKeyVersion. */
export const createKeyVersionHandler = handle(createKeyVersion, {
  resolve: async ({ KeyId }, lookup) => ({ grown: await lookup.byName(KeyId) }),
  async perform(_, { grown: { key } }, { scope, crypto, random, write }) {
    const spec = specOf(key);
    const versionId = newVersionId(key, random);
    const { protectionLevel, usage } = key;
    const owner = keyOwner(scope, key);
    const material = await crypto.createKey({ owner, versionId, spec, protectionLevel, ...signingOf(usage) });
    const version = { id: versionId, keyId: key.id, createdAt: scope.time, ...material };
    const outcome = await write.addVersion(version, {
      // Whoever encrypts names the version of an asymmetric key, but not of a symmetric one.
      makePrimary: !isAsymmetricKeySpec(spec),
      keyStates: allowedStates(createKeyVersion.states),
      maxVersions,
    });
    if (outcome === "added") return { KeyVersion: keyVersionOf(version) };
    await crypto.destroyKey({ versionId, ...material });
    if (outcome === "too many versions") {
      throw serviceError("Rejected.LimitExceeded", {
        reason: `a key has at most ${String(maxVersions)} versions`,
      });
    }
    throw serviceError("Rejected.StateModifiedFailed");
  },
});

/** Asymmetric keys outside instances and symmetric keys inside them take further versions; no others do. */
function specOf({ spec, instance }: KeyRecord) {
  if (!isKeySpec(spec)) throw new Error(`a stored key has the unknown spec ${spec}`);
  if (isAsymmetricKeySpec(spec) === (instance === null)) return spec;
  const reason = isAsymmetricKeySpec(spec)
    ? "an asymmetric key of an instance has one version"
    : "a symmetric key outside an instance has one version";
  throw serviceError("Rejected.UnsupportedOperation", { reason });
}
