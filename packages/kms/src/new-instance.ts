import type { InstancePlan, InstanceRecord, StoreScope } from "@keyferry/store";
import { newInstanceId, type RandomBytes } from "./keys/identifiers.ts";
import { largestPlan } from "./instances/plan.ts";

/** What instances are made with. */
export interface InstanceDependencies {
  readonly scope: StoreScope;
  readonly random: RandomBytes;
  /** Milliseconds since the epoch. */
  readonly now: number;
}

/** What may be said of a new instance. */
export interface InstanceParticulars {
  /** By default a random one. */
  readonly id?: string | undefined;
  /** By default its id. */
  readonly name?: string | undefined;
  /** Default false. */
  readonly publicAccess?: boolean | undefined;
  /** Default true. */
  readonly connected?: boolean | undefined;
  /** By default the largest one. */
  readonly plan?: Partial<InstancePlan> | undefined;
  /** Why it is protected from deletion. By default it is not. */
  readonly deletionProtection?: string | undefined;
}

/** The record of a new instance. It is connected to a VPC that exists in name only. */
export function newInstance(
  particulars: InstanceParticulars,
  { scope, random, now }: InstanceDependencies,
): InstanceRecord {
  const { id = newInstanceId(random), name = id, publicAccess = false, connected = true } = particulars;
  const { plan = {}, deletionProtection = null } = particulars;
  const connection = {
    vpcId: "vpc-keyferry",
    vSwitchIds: ["vsw-keyferry"],
    zoneIds: [`${scope.region}-a`],
    connectedAt: now,
  };
  return {
    id,
    name,
    publicAccess,
    createdAt: now,
    connection: connected ? connection : null,
    boundVpcs: [],
    plan: { ...largestPlan, ...plan },
    deletionProtection,
  };
}
