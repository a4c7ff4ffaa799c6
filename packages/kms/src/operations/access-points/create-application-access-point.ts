import { createApplicationAccessPoint } from "@keyferry/protocol";
import { accessPointAnswer } from "../../access-points/access-point-answer.ts";
import { accessLimits, mustBeMade } from "../../access-points/changes.ts";
import { handle } from "../../call/handler.ts";

/** CreateApplicationAccessPoint. */
export const createApplicationAccessPointHandler = handle(createApplicationAccessPoint, {
  resolve: ({ Name }, lookup) => ({ point: lookup.access.newPoint(Name) }),
  async perform(request, { point }, { scope, write }) {
    const { Name, Policies, AuthenticationMethod = "ClientKey", Description = "" } = request;
    const record = {
      name: Name,
      description: Description,
      authentication: AuthenticationMethod,
      policies: Policies,
      createdAt: scope.time,
    };
    const max = accessLimits.accessPoints;
    mustBeMade(await write.accessPoints.create(record, max), max);
    return accessPointAnswer({ record, resource: point.resource });
  },
});
