import type {
  AccessPointRecord,
  AccessPolicyRecord,
  ClientKeyRecord,
  NetworkRuleRecord,
} from "../../access-points/records.ts";
import { startTime } from "./check.ts";

/** A network rule, with what differs. */
export function aNetworkRule(name: string, differences: Partial<NetworkRuleRecord> = {}): NetworkRuleRecord {
  return {
    name,
    type: "Private",
    description: "",
    sources: ["10.0.0.1", "10.1.0.0/16"],
    createdAt: startTime,
    ...differences,
  };
}

/** A policy of access points, with what differs. */
export function anAccessPolicy(
  name: string,
  differences: Partial<AccessPolicyRecord> = {},
): AccessPolicyRecord {
  return {
    name,
    description: "",
    instance: "shared",
    permissions: ["user", "user"],
    resources: ["key/*", "secret/a"],
    networkRules: ["office"],
    rulesText: '{ "rules": ["office"] }',
    createdAt: startTime,
    ...differences,
  };
}

/** An access point, with what differs. */
export function anAccessPoint(name: string, differences: Partial<AccessPointRecord> = {}): AccessPointRecord {
  return {
    name,
    description: "",
    authentication: "ClientKey",
    policies: ["p2", "p1"],
    createdAt: startTime,
    ...differences,
  };
}

/** A client key of an access point, with what differs. */
export function aClientKey(
  id: string,
  accessPoint: string,
  differences: Partial<ClientKeyRecord> = {},
): ClientKeyRecord {
  return {
    id,
    accessPoint,
    algorithm: "RSA_2048",
    certificate: new TextEncoder().encode(`certificate of ${id}`),
    notBefore: startTime - 1,
    notAfter: startTime + 1,
    createdAt: startTime,
    ...differences,
  };
}
