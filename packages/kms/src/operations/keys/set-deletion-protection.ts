import { allowedStates, serviceError, setDeletionProtection, type RequestOf } from "@keyferry/protocol";
import { handle } from "../../call/handler.ts";
import type { KeyLookup } from "../../call/key-lookup.ts";
import type { InstanceTarget, KeyTarget } from "../../call/targets.ts";

type Request = RequestOf<typeof setDeletionProtection>;

/** SetDeletionProtection. */
export const setDeletionProtectionHandler = handle(setDeletionProtection, {
  resolve: async (request, lookup) => ({
    protected: await (request.KmsInstanceId === undefined
      ? keyOf(request, lookup)
      : instanceOf(request, request.KmsInstanceId, lookup)),
  }),

  async perform(request, targets, { write }) {
    const { EnableDeletionProtection: enable, DeletionProtectionDescription: why = "" } = request;
    const protection = enable ? why : null;
    if ("instance" in targets.protected) {
      const { id } = targets.protected.instance;
      if (await write.instances.setDeletionProtection(id, protection)) return {};
      throw serviceError("Forbidden.DKMSInstanceNotFound");
    }
    const states = allowedStates(setDeletionProtection.states);
    const { id } = targets.protected.key;
    if (await write.keys.setDeletionProtection(id, protection, states)) return {};
    throw serviceError("Rejected.StateModifiedFailed");
  },
});

async function keyOf({ KeyId, ProtectedResourceArn }: Request, lookup: KeyLookup): Promise<KeyTarget> {
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
  return target;
}

async function instanceOf(
  { KeyId, ProtectedResourceArn }: Request,
  id: string,
  lookup: KeyLookup,
): Promise<InstanceTarget> {
  const target = await lookup.instance(id);
  if (KeyId !== undefined || ProtectedResourceArn !== undefined) {
    const reason = "names an instance, where another parameter names a key: send one of them";
    throw serviceError("InvalidParameter", { parameter: "KmsInstanceId", reason });
  }
  return target;
}
