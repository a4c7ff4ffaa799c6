import type { AnsweredRequest } from "@keyferry/gateway";
import type { Operation } from "@keyferry/protocol";
import type { AdditionalEventData, AuditRecord } from "./record.ts";
import { referencedResources } from "./referenced-resources.ts";
import { userIdentity } from "./user-identity.ts";

const services = { kms: "Kms", sts: "Sts" } as const;
const hostName = /^[A-Za-z0-9.:[\]_-]{1,255}$/;

/**
 * Makes the audit record of a request.
 *
 * @param pseudonymOf answers a name for a text that must not be written down: the same for the same text, and nobody can
 *   tell the text from it. It stands in for the id of an access key that there is not.
 */
export function makeRecord(request: AnsweredRequest, pseudonymOf: (text: string) => string): AuditRecord {
  const { requestId, code } = request;
  const { operation, region, host, accessKey, principal, trail } = request.facts;
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
    additionalEventData: additionalData(request),
  };
}

function additionalData({ gateway, duration, status, facts }: AnsweredRequest): AdditionalEventData {
  const { instance, vpc, dryRun, trail } = facts;
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
