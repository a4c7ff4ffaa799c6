import { deleteAlias, serviceError } from "@keyferry/protocol";
import { handle } from "../../handler.ts";

/** DeleteAlias. */
export const deleteAliasHandler = handle(deleteAlias, {
  async resolve({ AliasName }, lookup) {
    const alias = await lookup.alias(AliasName);
    return { alias, named: await lookup.byName(AliasName) };
  },
  async perform({ AliasName }, _, { write }) {
    if (!(await write.deleteAlias(AliasName))) throw serviceError("Forbidden.AliasNotFound");
    return {};
  },
});
