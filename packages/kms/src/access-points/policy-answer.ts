import type { AccessPolicyRecord } from "@keyferry/store";
import type { AccessTarget } from "../call/access-lookup.ts";

/** What is told of a policy for access points, but for its lists, which have a form of their own in each answer. */
export function policyAnswer({ record, resource }: AccessTarget<AccessPolicyRecord>) {
  return {
    Arn: resource,
    Name: record.name,
    Description: record.description,
    KmsInstance: record.instance,
    AccessControlRules: record.rulesText,
  };
}
