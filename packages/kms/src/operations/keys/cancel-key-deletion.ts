import { cancelKeyDeletion } from "@keyferry/protocol";
import { noMaterial } from "@keyferry/store";
import { handle } from "../../call/handler.ts";
import { changeKeyState } from "../../call/key-state.ts";

/** CancelKeyDeletion. */
export const cancelKeyDeletionHandler = handle(cancelKeyDeletion, {
  resolve: async ({ KeyId }, lookup) => ({ kept: await lookup.byId(KeyId) }),
  async perform(_, { kept }, { read, write }) {
    const found = await read.keys.byVersion(kept.key.primaryVersionId);
    // Imported material may have been taken away in the meantime.
    const to = found?.version.custody === noMaterial.custody ? "PendingImport" : "Enabled";
    await changeKeyState(cancelKeyDeletion, kept, { to }, write);
    return {};
  },
});
