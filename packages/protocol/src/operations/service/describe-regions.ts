import * as z from "zod/mini";
import { list } from "../../codecs/list.ts";
import { defineOperation, sharedGateways } from "../../operation.ts";
import { keyInAnyState } from "../../states.ts";

/** DescribeRegions: lists the regions of the service. */
export const describeRegions = defineOperation({
  name: "DescribeRegions",
  summary: "Lists regions",
  request: {},
  answer: { Regions: list("Region", z.object({ RegionId: z.string() })) },
  dryRun: false,
  repeatable: true,
  gateways: sharedGateways,
  throttleGroup: "metadata",
  plane: "management",
  states: keyInAnyState,
  errors: [],
});
