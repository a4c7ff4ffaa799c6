import type { AllPoliciesReader, PolicyWriter, StoreScope } from "@keyferry/store";
import { changeKey, livingKey, withLivingKey } from "./keys/held-keys.ts";
import type { Session } from "./state/session.ts";

/** Makes the writer of the policies of one scope's keys. */
export function createPolicyWriter({ write, now }: Session, scope: StoreScope): PolicyWriter {
  return {
    set: (keyId, policy) =>
      write((state) => {
        const held = livingKey(state, scope, keyId, now());
        if (held === undefined) return false;
        changeKey(state, held, { policy });
        return true;
      }),
  };
}

/** Makes the reader of the policies of all keys. */
export function createAllPoliciesReader({ read, now }: Session): AllPoliciesReader {
  return {
    versions: (region, versionId) =>
      read((state) =>
        Array.from(state.versions.values())
          .filter(({ scope, record }) => scope.region === region && record.id === versionId)
          .flatMap((version) => {
            const found = withLivingKey(state, version, now());
            const { account } = version.scope;
            return found === undefined || found.key.policy === null ? [] : [{ account, ...found }];
          }),
      ),
  };
}
