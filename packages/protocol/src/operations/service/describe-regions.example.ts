import { example } from "../../examples/example.ts";
import { describeRegions } from "./describe-regions.ts";

/** A sound request of DescribeRegions. */
export const describeRegionsExample = example(describeRegions, {
  request: () => ({}),
  touches: () => [],
  answer: () => ({ Regions: [{ RegionId: "cn-hangzhou" }, { RegionId: "cn-shanghai" }] }),
});
