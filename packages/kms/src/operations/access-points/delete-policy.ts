import { deletePolicy } from "@keyferry/protocol";
import { mustBeThere } from "../../access-points/changes.ts";
import { handle } from "../../call/handler.ts";

/** DeletePolicy. */
export const deletePolicyHandler = handle(deletePolicy, {
  resolve: async ({ Name }, lookup) => ({ policy: await lookup.access.policy(Name) }),
  async perform({ Name }, _, { write }) {
    mustBeThere(await write.accessPolicies.delete(Name));
    return {};
  },
});
