import { deleteClientKey } from "@keyferry/protocol";
import { mustBeThere } from "../../access-points/changes.ts";
import { handle } from "../../call/handler.ts";

/** DeleteClientKey. */
export const deleteClientKeyHandler = handle(deleteClientKey, {
  resolve: async ({ ClientKeyId }, lookup) => ({ key: await lookup.access.clientKey(ClientKeyId) }),
  async perform({ ClientKeyId }, _, { write }) {
    mustBeThere(await write.clientKeys.delete(ClientKeyId));
    return {};
  },
});
