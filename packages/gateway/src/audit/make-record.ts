import type { Principal } from "@keyferry/access";
import type { AuditTrail } from "@keyferry/kms";
import type { GatewayKind, Operation } from "@keyferry/protocol";
import type { AdditionalEventData, AuditRecord } from "./record.ts";
import { referencedResources } from "./referenced-resources.ts";
import { userIdentity, type ClaimedAccessKey } from "./user-identity.ts";

/** What is known of every request. */
export interface AuditedRequest {
  /** Milliseconds since the epoch. */
  readonly time: number;
  readonly requestId: string;
  readonly gateway: GatewayKind;
  readonly sourceAddress: string;
  /** Whole milliseconds. */
  readonly duration: number;
  readonly status: number;
  /** The error's code; undefined on success. */
  readonly code: string | undefined;
}

/** What becomes known on a request's way; one that is refused early has less of it. */
export interface AuditFacts {
  operation?: Operation;
  region?: string;
  instance?: string | null;
  vpc?: string | null;
  /** The Host, once it is known to be one that this gateway goes by. */
  host?: string;
  accessKey?: ClaimedAccessKey;
  /** Whose signature has verified. */
  principal?: Principal;
  dryRun?: boolean;
  trail?: AuditTrail;
}

const services = { kms: "Kms", sts: "Sts" } as const;
const hostName = /^[A-Za-z0-9.:[\]_-]{1,255}$/;

/**
 * Makes the audit record of a request.
 *
 * @param pseudonymOf stands in for the id of an access key that there is not
 */
export function makeRecord(
  request: AuditedRequest,
  facts: AuditFacts,
  pseudonymOf: (text: string) => string,
): AuditRecord {
  const { requestId, code } = request;
  const { operation, region, host, accessKey, principal, trail } = facts;
  const [service, apiVersion] = apiOf(operation);
  return {
    eventId: requestId,
    ...(operation && { eventName: operation.name }),
    eventTime: new Date(request.time).toISOString(),
    eventType: "ApiCall",
    eventVersion: 1,
    ...(host !== undefined && hostName.test(host) && { eventSource: host }),
    serviceName: services[service],
    ...(operation && { apiVersion }),
    ...(region !== undefined && { acsRegion: region }),
    sourceIpAddress: request.sourceAddress,
    ...(accessKey && { userIdentity: userIdentity(accessKey, principal, pseudonymOf) }),
    requestId,
    ...(code !== undefined && { errorCode: code }),
    ...(trail && trail.resources.length > 0 && { referencedResources: referencedResources(trail.resources) }),
    additionalEventData: additionalData(request, facts),
  };
}

function additionalData(
  { gateway, duration, status }: AuditedRequest,
  { instance, vpc, dryRun, trail }: AuditFacts,
): AdditionalEventData {
  return {
    gateway,
    ...(typeof instance === "string" && { instance }),
    ...(typeof vpc === "string" && { vpc }),
    ...(dryRun !== undefined && { dryRun }),
    durationMs: duration,
    httpStatus: status,
    ...(trail && trail.keyVersions.length > 0 && { keyVersions: trail.keyVersions }),
    ...(trail && trail.custodies.length > 0 && { custodies: trail.custodies }),
    ...(trail?.onHost === true && { onHost: true }),
    ...(trail?.recipient && { recipient: trail.recipient }),
  };
}

function apiOf(operation: Operation | undefined): readonly [service: keyof typeof services, version: string] {
  const [service = "kms", version = ""] = (operation?.api ?? "kms").split("/", 2);
  return [service === "sts" ? "sts" : "kms", version];
}
