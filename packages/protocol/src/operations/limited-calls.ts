import type { Operation } from "../operation.ts";
import { throttleGroups, type ThrottleGroup } from "../throttle-groups.ts";
import { operations } from "./index.ts";

/** What a limit of calls is for, in words: `symmetric operations`, `calls of CreateKey`. */
export function limitedCalls(group: ThrottleGroup): string {
  const { of } = throttleGroups[group];
  if (of !== null) return of;
  const members = Object.values<Operation>({ ...operations }).filter(
    ({ throttleGroup }) => throttleGroup === group,
  );
  return `calls of ${new Intl.ListFormat("en-GB").format(members.map(({ name }) => name).sort())}`;
}
