import { allowedStates, serviceError, updateAlias } from "@keyferry/protocol";
import { movedMeanwhile } from "../../aliases/alias-moves.ts";
import { handle } from "../../call/handler.ts";
import { aliasQuota, overQuota } from "../../instances/quotas.ts";

/** UpdateAlias. The key that loses the alias is asked about too: its users would reach another key by it. */
export const updateAliasHandler = handle(updateAlias, {
  async resolve({ KeyId, AliasName }, lookup) {
    const { alias, named } = await lookup.alias(AliasName);
    return { alias, losing: { ...named, inAnyState: true }, gaining: await lookup.byId(KeyId) };
  },
  async perform({ AliasName }, { losing, gaining }, { write, quotas }) {
    const move = { from: losing.key.id, to: gaining.key.id };
    const { instance } = gaining.key;
    const quota = aliasQuota(quotas, instance);
    const outcome = await write.aliases.move(AliasName, move, allowedStates(updateAlias.states), quota);
    if (outcome === "over quota") throw overQuota(instance, { aliases: quota });
    if (outcome === "no alias") throw serviceError("Forbidden.AliasNotFound");
    if (outcome === "another key's") throw movedMeanwhile(AliasName);
    if (outcome === "key not usable") throw serviceError("Rejected.StateModifiedFailed");
    return {};
  },
});
