import type { InstancePlan, InstanceRecord } from "@keyferry/store";

/**
 * The largest plan that is documented, without logs and without an end: an instance that is made with no word about its plan
 * holds nobody up. Its VPCs are its own, and as many as one request can bind it to.
 */
export const largestPlan: InstancePlan = {
  chargeType: "POSTPAY",
  edition: "software",
  callsPerSecond: 4000,
  keyVersions: 100_000,
  secrets: 100_000,
  vpcs: 101,
  logStorage: null,
  endsAt: null,
};

/** How many VPCs reach an instance: its own, once it is connected, and those that it is bound to. */
export function reachingVpcs({
  connection,
  boundVpcs,
}: Pick<InstanceRecord, "connection" | "boundVpcs">): number {
  return (connection === null ? 0 : 1) + boundVpcs.length;
}

const productTypes = { PREPAY: "kms_ddi_public_cn", POSTPAY: "kms_ppi_public_cn" } as const;
const productVersions = { software: "3", hardware: "5" } as const;

/** What is told of an instance's plan. */
export function planAnswer(plan: InstancePlan) {
  const { chargeType, edition, endsAt, logStorage } = plan;
  return {
    ChargeType: chargeType,
    ProductType: productTypes[chargeType],
    ProductVersion: productVersions[edition],
    SaleStatus: "Normal",
    Spec: plan.callsPerSecond,
    KeyNum: plan.keyVersions,
    SecretNum: String(plan.secrets),
    VpcNum: plan.vpcs,
    Log: logStorage === null ? 0 : 1,
    LogStorage: logStorage ?? 0,
    ...(endsAt !== null && { EndDate: new Date(endsAt) }),
  };
}
