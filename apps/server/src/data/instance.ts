import { newInstance, type InstanceDependencies } from "@keyferry/kms";
import type { InstanceRecord, ScopedStore } from "@keyferry/store";

/** The first instance of a scope, made when there is none. */
export async function firstInstance(
  home: ScopedStore,
  dependencies: InstanceDependencies,
): Promise<InstanceRecord> {
  const [first] = await home.instances.read.list();
  if (first !== undefined) return first;
  const instance = newInstance({ name: "keyferry" }, dependencies);
  await home.instances.write.create(instance);
  // Another server may have made one at the same time: the first of all is everybody's.
  const [winner = instance, ...others] = await home.instances.read.list();
  if (others.some(({ id }) => id === instance.id)) await home.instances.write.delete(instance.id);
  return winner;
}
