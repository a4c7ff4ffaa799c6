import { allowedStates, serviceError, updateKeyDescription } from "@keyferry/protocol";
import { handle } from "../../call/handler.ts";

/** UpdateKeyDescription. */
export const updateKeyDescriptionHandler = handle(updateKeyDescription, {
  resolve: async ({ KeyId }, lookup) => ({ described: await lookup.byId(KeyId) }),
  async perform({ Description }, { described }, { write }) {
    const states = allowedStates(updateKeyDescription.states);
    const updated = await write.keys.updateDescription(described.key.id, Description, states);
    if (!updated) throw serviceError("Rejected.StateModifiedFailed");
    return {};
  },
});
