import type { NetworkRuleRecord } from "@keyferry/store";
import type { AccessTarget } from "../call/access-lookup.ts";

/** What is told of a network rule. */
export function networkRuleAnswer({ record, resource }: AccessTarget<NetworkRuleRecord>) {
  return {
    Arn: resource,
    Type: record.type,
    Description: record.description,
    SourcePrivateIp: JSON.stringify(record.sources),
  };
}
