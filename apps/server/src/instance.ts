import { newInstanceId, type RandomBytes } from "@keyferry/kms";
import type { InstanceRecord, ScopedStore } from "@keyferry/store";

/** The first instance of a scope, made when there is none. */
export async function firstInstance(
  { read, write }: ScopedStore,
  { random, now }: { readonly random: RandomBytes; readonly now: number },
): Promise<InstanceRecord> {
  const [first] = await read.listInstances();
  if (first !== undefined) return first;
  const instance: InstanceRecord = { id: newInstanceId(random), publicAccess: false, createdAt: now };
  await write.createInstance(instance);
  return instance;
}
