import { disableKey } from "@keyferry/protocol";
import { handle } from "../../call/handler.ts";
import { changeKeyState } from "../../call/key-state.ts";

/** DisableKey. */
export const disableKeyHandler = handle(disableKey, {
  resolve: async ({ KeyId }, lookup) => ({ disabled: await lookup.byId(KeyId) }),
  async perform(_, { disabled }, { write }) {
    await changeKeyState(disableKey, disabled, { to: "Disabled" }, write);
    return {};
  },
});
