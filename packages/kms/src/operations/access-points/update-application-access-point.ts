import { updateApplicationAccessPoint } from "@keyferry/protocol";
import type { AccessPointRecord, NamedChanges } from "@keyferry/store";
import { given, mustBeThere } from "../../access-points/changes.ts";
import { handle } from "../../call/handler.ts";

/** UpdateApplicationAccessPoint. */
export const updateApplicationAccessPointHandler = handle(updateApplicationAccessPoint, {
  resolve: async ({ Name }, lookup) => ({ point: await lookup.access.point(Name) }),
  async perform({ Name, Policies, Description }, _, { write }) {
    const changes = given<NamedChanges<AccessPointRecord>>({ policies: Policies, description: Description });
    mustBeThere(await write.accessPoints.change(Name, changes));
    return {};
  },
});
