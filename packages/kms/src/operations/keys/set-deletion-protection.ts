import { allowedStates, serviceError, setDeletionProtection } from "@keyferry/protocol";
import { handle } from "../../call/handler.ts";

/** SetDeletionProtection. */
export const setDeletionProtectionHandler = handle(setDeletionProtection, {
  async resolve({ KeyId, ProtectedResourceArn }, lookup) {
    const name = KeyId ?? ProtectedResourceArn;
    if (name === undefined) throw serviceError("MissingParameter", { parameter: "KeyId" });
    const target = await lookup.byId(name);
    if (ProtectedResourceArn !== undefined && KeyId !== undefined) {
      const other = await lookup.byId(ProtectedResourceArn);
      if (other.key.id !== target.key.id) {
        const reason = "names another key than KeyId";
        throw serviceError("InvalidParameter", { parameter: "ProtectedResourceArn", reason });
      }
    }
    return { protected: target };
  },
  async perform(request, targets, { write }) {
    const { EnableDeletionProtection: enable, DeletionProtectionDescription: why = "" } = request;
    const states = allowedStates(setDeletionProtection.states);
    const { id } = targets.protected.key;
    const set = await write.keys.setDeletionProtection(id, enable ? why : null, states);
    if (!set) throw serviceError("Rejected.StateModifiedFailed");
    return {};
  },
});
