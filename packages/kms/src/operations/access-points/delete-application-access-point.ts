import { deleteApplicationAccessPoint } from "@keyferry/protocol";
import { mustBeThere } from "../../access-points/changes.ts";
import { handle } from "../../call/handler.ts";

/** DeleteApplicationAccessPoint. */
export const deleteApplicationAccessPointHandler = handle(deleteApplicationAccessPoint, {
  resolve: async ({ Name }, lookup) => ({ point: await lookup.access.point(Name) }),
  async perform({ Name }, _, { write }) {
    mustBeThere(await write.accessPoints.delete(Name));
    return {};
  },
});
