import type { InstanceRecord } from "@keyferry/store";

const plan = {
  chargeType: "POSTPAY",
  edition: "software",
  callsPerSecond: 200,
  keyVersions: 100,
  secrets: 10,
  vpcs: 5,
  logStorage: null,
  endsAt: null,
} as const;

/** An instance that is connected to nothing. */
export function anInstance(id: string): InstanceRecord {
  return {
    id,
    name: id,
    publicAccess: false,
    createdAt: 0,
    connection: null,
    boundVpcs: [],
    plan,
    deletionProtection: null,
  };
}
