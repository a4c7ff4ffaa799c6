import { isAsymmetricKeySpec, isKeySpec, isMacKeySpec } from "@keyferry/algorithms";
import { allowedStates, createKeyVersion, serviceError } from "@keyferry/protocol";
import type { KeyRecord } from "@keyferry/store";
import { handle } from "../../call/handler.ts";
import { keyQuota, overQuota } from "../../instances/quotas.ts";
import { addNewVersion } from "../../keys/new-version.ts";
import { keyVersionOf } from "../../keys/key-version.ts";

/** As documented for asymmetric keys; a bound all the same for symmetric ones. */
const maxVersions = 50;

/** CreateKeyVersion. */
export const createKeyVersionHandler = handle(createKeyVersion, {
  resolve: async ({ KeyId }, lookup) => ({ grown: await lookup.byName(KeyId) }),
  async perform(_, { grown: { key } }, call) {
    refuseOneVersion(key);
    const keyStates = allowedStates(createKeyVersion.states);
    const { instance } = key;
    const home = instance === null ? null : await call.read.instances.byId(instance);
    if (home === undefined) throw serviceError("Forbidden.DKMSInstanceNotFound");
    const { versions: quota } = keyQuota(call.quotas, home);
    const { version, outcome } = await addNewVersion(call, key, {
      keyStates,
      maxVersions,
      ...(quota !== undefined && { quota }),
    });
    if (outcome === "added") {
      return { KeyVersion: keyVersionOf(version) };
    }
    if (outcome === "too many versions") {
      throw serviceError("Rejected.LimitExceeded", {
        reason: `a key has at most ${String(maxVersions)} versions`,
      });
    }
    if (outcome === "over quota") throw overQuota(instance, { "versions of keys": quota });
    throw serviceError("Rejected.StateModifiedFailed");
  },
});

/** Asymmetric keys outside instances and symmetric keys inside them take further versions; no others do. */
function refuseOneVersion({ spec, instance, origin }: KeyRecord): void {
  if (origin === "EXTERNAL") {
    const reason = "a key whose material is imported has one version";
    throw serviceError("Rejected.UnsupportedOperation", { reason });
  }
  if (!isKeySpec(spec)) throw new Error(`a stored key has the unknown spec ${spec}`);
  if (isMacKeySpec(spec)) {
    const reason = "a key for message authentication codes has one version";
    throw serviceError("Rejected.UnsupportedOperation", { reason });
  }
  if (isAsymmetricKeySpec(spec) === (instance === null)) return;
  const reason = isAsymmetricKeySpec(spec)
    ? "an asymmetric key of an instance has one version"
    : "a symmetric key outside an instance has one version";
  throw serviceError("Rejected.UnsupportedOperation", { reason });
}
