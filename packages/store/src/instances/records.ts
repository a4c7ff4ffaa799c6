/** A KMS instance. */
export interface InstanceRecord {
  /** `kst-` and 21 lower-case letters and digits. */
  readonly id: string;
  /** What people call it. */
  readonly name: string;
  /** Whether its keys answer on the public gateway. */
  readonly publicAccess: boolean;
  readonly createdAt: number;
  /** Where it is in its owner's network; null until it is connected. */
  readonly connection: InstanceConnection | null;
  /** The other VPCs that may reach it. */
  readonly boundVpcs: readonly BoundVpc[];
  /** What was bought with it. */
  readonly plan: InstancePlan;
  /** Why it is protected from deletion, any text; null where it is not protected. */
  readonly deletionProtection: string | null;
}

/** What was bought with an instance. */
export interface InstancePlan {
  /** Paid before it is used, or after. */
  readonly chargeType: "PREPAY" | "POSTPAY";
  /** Its keys are kept by software, or in hardware modules. */
  readonly edition: "software" | "hardware";
  /** How many calls a second it is made for. */
  readonly callsPerSecond: number;
  /** How many versions its keys may have in all. */
  readonly keyVersions: number;
  readonly secrets: number;
  /** How many VPCs may reach it: its own, and those that it is bound to. */
  readonly vpcs: number;
  /** Room for its logs, in GB; null where it keeps none. */
  readonly logStorage: number | null;
  /** When it ends, in milliseconds since the epoch; null: it goes on. */
  readonly endsAt: number | null;
}

/** What is in an instance now. */
export interface InstanceUsage {
  /** All versions of the keys that are still there. */
  readonly keyVersions: number;
  readonly secrets: number;
}

/** Where an instance is in its owner's network. */
export interface InstanceConnection {
  readonly vpcId: string;
  readonly vSwitchIds: readonly string[];
  readonly zoneIds: readonly string[];
  /** Milliseconds since the epoch. */
  readonly connectedAt: number;
}

/** A VPC that an instance is bound to, beside the one that it is in. */
export interface BoundVpc {
  readonly regionId: string;
  readonly vpcId: string;
  readonly vSwitchId: string;
  /** Account id of its owner. */
  readonly vpcOwnerId: string;
}
