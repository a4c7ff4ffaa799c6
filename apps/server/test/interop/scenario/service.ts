import { expect } from "vitest";
import { memberOf } from "../answer.ts";
import type { Exercises } from "../exercise.ts";

/** What is asked of the service itself. */
export const serviceExercises: Exercises<"DescribeRegions"> = {
  async DescribeRegions({ client }) {
    const answer = await client.call("DescribeRegions", {});
    expect(memberOf(answer, "Regions", "Region")).toContainEqual({ RegionId: "cn-hangzhou" });
  },
};
