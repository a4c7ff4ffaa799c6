import { allowedStates, serviceError, updateAlias } from "@keyferry/protocol";
import { handle } from "../../handler.ts";

/** UpdateAlias. */
export const updateAliasHandler = handle(updateAlias, {
  async resolve({ KeyId, AliasName }, lookup) {
    return { alias: await lookup.alias(AliasName), named: await lookup.byId(KeyId) };
  },
  async perform({ AliasName }, { named }, { write }) {
    const outcome = await write.updateAlias(AliasName, named.key.id, allowedStates(updateAlias.states));
    if (outcome === "no alias") throw serviceError("Forbidden.AliasNotFound");
    if (outcome === "key not usable") throw serviceError("Rejected.StateModifiedFailed");
    return {};
  },
});
