import { isAsymmetricKeySpec, isKeySpec, isMacKeySpec } from "@keyferry/algorithms";
import { allowedStates, createKeyVersion, serviceError } from "@keyferry/protocol";
import type { KeyRecord } from "@keyferry/store";
import { keyOwner } from "../../crypto/data-key.ts";
import { handle } from "../../call/handler.ts";
import { newVersionId } from "../../keys/identifiers.ts";
import { signingOf } from "../../keys/key-usage.ts";
import { keyVersionOf } from "../../keys/key-version.ts";

/** As documented for asymmetric keys; a bound all the same for symmetric ones. */
const maxVersions = 50;

/** CreateKeyVersion. */
export const createKeyVersionHandler = handle(createKeyVersion, {
  resolve: async ({ KeyId }, lookup) => ({ grown: await lookup.byName(KeyId) }),
  async perform(_, { grown: { key } }, call) {
    const { scope, crypto, random, write, material } = call;
    const spec = specOf(key);
    const versionId = newVersionId(key, random);
    const { protectionLevel, usage } = key;
    const owner = keyOwner(scope, key);
    const made = await crypto.createKey({ owner, versionId, spec, protectionLevel, ...signingOf(usage) });
    const version = { id: versionId, keyId: key.id, createdAt: scope.time, fingerprint: null, ...made };
    // Whoever encrypts names the version of an asymmetric key, but not of a symmetric one.
    const makePrimary = !isAsymmetricKeySpec(spec);
    const keyStates = allowedStates(createKeyVersion.states);
    const add = () => write.keys.addVersion(version, { makePrimary, keyStates, maxVersions });
    const outcome = await material.keep(call, version, add, "added");
    if (outcome === "added") return { KeyVersion: keyVersionOf(version) };
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
  if (isMacKeySpec(spec)) {
    const reason = "a key for message authentication codes has one version";
    throw serviceError("Rejected.UnsupportedOperation", { reason });
  }
  if (isAsymmetricKeySpec(spec) === (instance === null)) return spec;
  const reason = isAsymmetricKeySpec(spec)
    ? "an asymmetric key of an instance has one version"
    : "a symmetric key outside an instance has one version";
  throw serviceError("Rejected.UnsupportedOperation", { reason });
}
