import type { InstanceRecord } from "@keyferry/store";

/** An instance that is connected to nothing. */
export function anInstance(id: string): InstanceRecord {
  return { id, name: id, publicAccess: false, createdAt: 0, connection: null, boundVpcs: [] };
}
