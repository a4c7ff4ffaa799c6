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
}

/** Where an instance is in its owner's network. */
export interface InstanceConnection {
  readonly vpcId: string;
  readonly vSwitchIds: readonly string[];
  readonly zoneIds: readonly string[];
}

/** A VPC that an instance is bound to, beside the one that it is in. */
export interface BoundVpc {
  readonly regionId: string;
  readonly vpcId: string;
  readonly vSwitchId: string;
  /** Account id of its owner. */
  readonly vpcOwnerId: string;
}
