import type { Principal } from "@keyferry/access";
import type { AnsweredRequest, ClaimedAccessKey } from "@keyferry/gateway";
import type { AuditedExport, AuditTrail } from "@keyferry/kms";
import type { AdditionalEventData, AuditRecord, UserIdentity } from "./record.ts";

const services = { kms: "Kms", sts: "Sts" } as const;
const hostName = /^[A-Za-z0-9.:[\]_-]{1,255}$/;

/**
 * Makes the audit records of a request: one, or one for each recipient where it exports to several.
 *
 * @param pseudonymOf answers a name for a text that must not be written down: the same for the same text, and nobody can
 *   tell the text from it. It is written in place of the id of an unknown access key.
 */
export function makeRecords(
  request: AnsweredRequest,
  pseudonymOf: (text: string) => string,
): readonly AuditRecord[] {
  const { trail } = request.facts;
  if (trail?.exports === undefined) return [makeRecord(request, pseudonymOf)];
  return trail.exports.map((each, index) => {
    const eventId = `${request.requestId}.${String(index + 1)}`;
    return makeRecord(ofExport(request, trail, each), pseudonymOf, eventId);
  });
}

/** A request as it would have been with one of its recipients alone. */
function ofExport(
  request: AnsweredRequest,
  trail: AuditTrail,
  { recipient, refusal, inside }: AuditedExport,
): AnsweredRequest {
  const own: AuditTrail = { ...trail };
  delete own.recipient;
  if (recipient !== undefined) own.recipient = recipient;
  if (inside === true) delete own.onHost;
  const facts = { ...request.facts, trail: own };
  return refusal === undefined
    ? { ...request, facts }
    : { ...request, facts, code: refusal.code, status: refusal.status };
}

function makeRecord(
  request: AnsweredRequest,
  pseudonymOf: (text: string) => string,
  eventId = request.requestId,
): AuditRecord {
  const { requestId, code } = request;
  const { operation, region, host, accessKey, principal, trail } = request.facts;
  return {
    eventId,
    ...(operation && { eventName: operation.name }),
    eventTime: new Date(request.time).toISOString(),
    eventType: "ApiCall",
    eventVersion: 1,
    ...(host !== undefined && hostName.test(host) && { eventSource: host }),
    serviceName: services[operation?.product ?? "kms"],
    ...(operation && { apiVersion: operation.version }),
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
  const { instance, vpc, dryRun, control, trail } = facts;
  return {
    gateway,
    ...(typeof instance === "string" && { instance }),
    ...(typeof vpc === "string" && { vpc }),
    ...(dryRun !== undefined && { dryRun }),
    ...(control !== undefined && { control }),
    durationMs: duration,
    httpStatus: status,
    ...(trail && trail.keyVersions.length > 0 && { keyVersions: trail.keyVersions }),
    ...(trail && trail.custodies.length > 0 && { custodies: trail.custodies }),
    ...(trail?.onHost === true && { onHost: true }),
    ...(trail?.clientKey !== undefined && { clientKey: trail.clientKey }),
    ...(trail?.recipient && { recipient: trail.recipient }),
  };
}

/**
 * Who called, in ActionTrail's words.
 *
 * @param principal undefined while the signature has not verified
 * @param pseudonymOf gives what is written in place of an unknown access key's id, which may be anything, even a secret
 */
export function userIdentity(
  { id: accessKeyId, known }: ClaimedAccessKey,
  principal: Principal | undefined,
  pseudonymOf: (text: string) => string,
): UserIdentity {
  if (!known) return { unknownAccessKey: pseudonymOf(accessKeyId) };
  if (principal === undefined) return { accessKeyId };
  const { type, account: accountId, name, session } = principal;
  switch (type) {
    case "root":
      return { type: "root-account", principalId: accountId, accountId, accessKeyId };
    case "user":
      return { type: "ram-user", principalId: name, accountId, userName: name, accessKeyId };
    case "role": {
      const role = `${name}:${session?.name ?? ""}`;
      const sessionContext = { attributes: { mfaAuthenticated: "false" } } as const;
      return {
        ...{ type: "assumed-role", principalId: role, accountId, userName: role },
        ...{ accessKeyId, sessionContext },
      };
    }
  }
}

/**
 * ARNs by the type of what they name: `acs:kms:{region}:{account}:key/{id}` under `ACS::KMS::Key`. The ARN of all keys, or
 * of all aliases, stands under the same type.
 */
function referencedResources(arns: readonly string[]): Readonly<Record<string, readonly string[]>> {
  const byType: Record<string, string[]> = {};
  for (const arn of arns) (byType[typeOf(arn)] ??= []).push(arn);
  return byType;
}

function typeOf(arn: string): string {
  const [, service = "", , , resource = ""] = arn.split(":", 5);
  const [kind = ""] = resource.split("/", 1);
  return `ACS::${service.toUpperCase()}::${kind.slice(0, 1).toUpperCase()}${kind.slice(1)}`;
}
