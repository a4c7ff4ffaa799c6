import { enableKey } from "@keyferry/protocol";
import { handle } from "../../call/handler.ts";
import { changeKeyState } from "../../call/key-state.ts";

/** EnableKey. */
export const enableKeyHandler = handle(enableKey, {
  resolve: async ({ KeyId }, lookup) => ({ enabled: await lookup.byId(KeyId) }),
  async perform(_, { enabled }, { write }) {
    await changeKeyState(enableKey, enabled, { to: "Enabled" }, write);
    return {};
  },
});
