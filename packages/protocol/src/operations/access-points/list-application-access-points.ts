import * as z from "zod/mini";
import { list } from "../../codecs/list.ts";
import { longPaging, pagingAnswer } from "../../codecs/paging.ts";
import { defineOperation } from "../../operation.ts";
import { accessReading } from "./access-operation.ts";

const item = z.object({ Name: z.string(), AuthenticationMethod: z.string() });

/** ListApplicationAccessPoints: lists the access points of the caller's account in a region, oldest first. */
export const listApplicationAccessPoints = defineOperation({
  ...accessReading,
  name: "ListApplicationAccessPoints",
  summary: "Lists application access points",
  request: longPaging,
  answer: { ApplicationAccessPoints: list("ApplicationAccessPoint", item), ...pagingAnswer },
  repeatable: true,
  errors: ["InvalidParameter"],
});
