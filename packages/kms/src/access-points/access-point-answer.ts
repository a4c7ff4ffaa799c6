import type { AccessPointRecord } from "@keyferry/store";
import type { AccessTarget } from "../call/access-lookup.ts";

/** What is told of an application access point. */
export function accessPointAnswer({ record, resource }: AccessTarget<AccessPointRecord>) {
  return {
    Arn: resource,
    Name: record.name,
    Description: record.description,
    AuthenticationMethod: record.authentication,
    Policies: JSON.stringify(record.policies),
  };
}
