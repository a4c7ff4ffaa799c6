import { deleteKeyMaterial, serviceError } from "@keyferry/protocol";
import { handle } from "../../call/handler.ts";
import { externalKey } from "../../imports/external-key.ts";
import { removeMaterial } from "../../imports/remove-material.ts";

/** DeleteKeyMaterial. */
export const deleteKeyMaterialHandler = handle(deleteKeyMaterial, {
  resolve: async ({ KeyId }, lookup) => ({ imported: await lookup.byId(KeyId) }),
  async perform(_, { imported }, { crypto, read, write }) {
    const { key } = externalKey(imported);
    const removed = await removeMaterial(crypto, { read: read.keys, write: write.keys }, key);
    if (!removed) throw serviceError("Rejected.StateModifiedFailed");
    return {};
  },
});
