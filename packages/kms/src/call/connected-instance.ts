import { serviceError } from "@keyferry/protocol";
import type { InstanceRecord } from "@keyferry/store";

/**
 * The instance, when it is connected.
 *
 * @throws ServiceError `Forbidden.DKMSInstanceStateInvalid`
 */
export function connected(instance: InstanceRecord): InstanceRecord {
  if (instance.connection !== null) return instance;
  const reason = `${instance.id} is not connected: call ConnectKmsInstance first`;
  throw serviceError("Forbidden.DKMSInstanceStateInvalid", { reason });
}
