import { deleteAlias, serviceError } from "@keyferry/protocol";
import { movedMeanwhile } from "../../aliases/alias-moves.ts";
import { handle } from "../../call/handler.ts";

/** DeleteAlias. */
export const deleteAliasHandler = handle(deleteAlias, {
  resolve: async ({ AliasName }, lookup) => ({ ...(await lookup.alias(AliasName)) }),
  async perform({ AliasName }, { named }, { write }) {
    const outcome = await write.aliases.delete(AliasName, named.key.id);
    if (outcome === "no alias") throw serviceError("Forbidden.AliasNotFound");
    if (outcome === "another key's") throw movedMeanwhile(AliasName);
    return {};
  },
});
