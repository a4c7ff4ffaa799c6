import { describeRegions } from "@keyferry/protocol";
import { handle } from "../../call/handler.ts";
import { regions } from "../../regions.ts";
import { needsNoPermission } from "../../call/targets.ts";

/** DescribeRegions. */
export const describeRegionsHandler = handle(describeRegions, {
  resolve: () => needsNoPermission,
  perform: (_, __, { scope }) => ({
    Regions: [...new Set([...regions, scope.region])].map((RegionId) => ({ RegionId })),
  }),
});
