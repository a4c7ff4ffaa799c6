import { allowedStates, createAlias, serviceError } from "@keyferry/protocol";
import { handle } from "../../call/handler.ts";
import { aliasQuota, overQuota } from "../../instances/quotas.ts";

/** CreateAlias. */
export const createAliasHandler = handle(createAlias, {
  async resolve({ KeyId, AliasName }, lookup) {
    return { named: await lookup.byId(KeyId), alias: lookup.newAlias(AliasName) };
  },
  async perform({ AliasName }, { named }, { scope, write, quotas }) {
    const { instance } = named.key;
    const alias = { name: AliasName, keyId: named.key.id, createdAt: scope.time };
    const quota = aliasQuota(quotas, instance);
    const outcome = await write.aliases.create(alias, allowedStates(createAlias.states), quota);
    if (outcome === "over quota") throw overQuota(instance, { aliases: quota });
    if (outcome === "name taken") throw serviceError("AliasAlreadyExists");
    if (outcome === "key not usable") throw serviceError("Rejected.StateModifiedFailed");
    return {};
  },
});
