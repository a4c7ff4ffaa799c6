import { cancelKeyDeletion } from "@keyferry/protocol";
import { handle } from "../../call/handler.ts";
import { changeKeyState } from "../../call/key-state.ts";

/** CancelKeyDeletion. */
export const cancelKeyDeletionHandler = handle(cancelKeyDeletion, {
  resolve: async ({ KeyId }, lookup) => ({ kept: await lookup.byId(KeyId) }),
  async perform(_, { kept }, { write }) {
    await changeKeyState(cancelKeyDeletion, kept, { to: "Enabled" }, write);
    return {};
  },
});
