import { newInstanceId } from "@keyferry/kms";
import type { InstanceRecord, ScopedStore } from "@keyferry/store";
import type { SeedKeyTools } from "./seed-key.ts";

/** The first instance of a scope, made and connected when there is none. */
export async function firstInstance(
  { read, write }: ScopedStore,
  { random, now, scope }: Pick<SeedKeyTools, "random" | "now" | "scope">,
): Promise<InstanceRecord> {
  const [first] = await read.listInstances();
  if (first !== undefined) return first;
  const instance: InstanceRecord = {
    id: newInstanceId(random),
    name: "keyferry",
    publicAccess: false,
    createdAt: now,
    connection: { vpcId: "vpc-keyferry", vSwitchIds: ["vsw-keyferry"], zoneIds: [`${scope.region}-a`] },
    boundVpcs: [],
  };
  await write.createInstance(instance);
  return instance;
}
