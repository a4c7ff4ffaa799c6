import { cancelKeyDeletion } from "@keyferry/protocol";
import { handle } from "../../call/handler.ts";
import { changeKeyState } from "../../call/key-state.ts";

/** CancelKeyDeletion. Imported material may have been taken away in the meantime: then the key waits for it. */
export const cancelKeyDeletionHandler = handle(cancelKeyDeletion, {
  resolve: async ({ KeyId }, lookup) => ({ kept: await lookup.byId(KeyId) }),
  async perform(_, { kept }, { write }) {
    const change = { to: "Enabled", withoutMaterial: "PendingImport" } as const;
    await changeKeyState(cancelKeyDeletion, kept, change, write);
    return {};
  },
});
