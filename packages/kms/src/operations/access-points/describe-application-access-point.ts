import { describeApplicationAccessPoint } from "@keyferry/protocol";
import { accessPointAnswer } from "../../access-points/access-point-answer.ts";
import { handle } from "../../call/handler.ts";

/** DescribeApplicationAccessPoint. */
export const describeApplicationAccessPointHandler = handle(describeApplicationAccessPoint, {
  resolve: async ({ Name }, lookup) => ({ point: await lookup.access.point(Name) }),
  perform: (_, { point }) => accessPointAnswer(point),
});
