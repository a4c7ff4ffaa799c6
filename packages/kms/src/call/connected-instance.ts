import { remedyFor, serviceError } from "@keyferry/protocol";
import type { InstanceRecord } from "@keyferry/store";

/**
 * The instance, when it is connected.
 *
 * @throws ServiceError `Forbidden.DKMSInstanceStateInvalid`
 */
export function connected(instance: InstanceRecord): InstanceRecord {
  if (instance.connection !== null) return instance;
  const code = "Forbidden.DKMSInstanceStateInvalid";
  throw serviceError(code, { reason: `${instance.id} is not connected: ${remedyFor(code)}` });
}
