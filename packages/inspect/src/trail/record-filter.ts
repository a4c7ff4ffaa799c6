import type { AuditRecord } from "@keyferry/audit";

/** Which records are looked for: every property given must hold. */
export interface RecordFilter {
  /** Name of the operation, or of a chain's own event. */
  readonly operation?: string | undefined;
  /** The code of the refusal. */
  readonly code?: string | undefined;
  /** Refused ones alone, or such as were not. */
  readonly refused?: boolean | undefined;
  /** ARN of what was touched, or what stands behind its last slash: the id of a key, the name of an alias. */
  readonly resource?: string | undefined;
  /** A user, `{role}:{session name}`, an account for its root, or an access key id. */
  readonly principal?: string | undefined;
  /** By the moment of arrival: milliseconds since the epoch, both included. */
  readonly from?: number | undefined;
  readonly to?: number | undefined;
}

/** What may stand in a line of a trail, as far as its records are looked through. */
export type ReadRecord = Partial<
  Pick<AuditRecord, "eventName" | "eventTime" | "errorCode" | "userIdentity">
> &
  Pick<AuditRecord, "referencedResources">;

/**
 * Whether the text of a line may hold such a record: asked before it is parsed. Whatever is looked for stands in it as JSON
 * writes it.
 */
export function mayMatch(text: string, { operation, code, resource, principal }: RecordFilter): boolean {
  return [operation, code, resource, principal].every(
    (value) => value === undefined || text.includes(JSON.stringify(value).slice(1, -1)),
  );
}

const anyTime = /"eventTime":"([^"]{1,40})"/;

/**
 * Whether the text of a line seems to hold a record older than a moment, in milliseconds since the epoch: asked before it is
 * parsed, and to be believed only once it is.
 */
export function seemsOlder(text: string, moment: number): boolean {
  return Date.parse(anyTime.exec(text)?.[1] ?? "") < moment;
}

/** Whether a record is looked for. */
export function matches(record: ReadRecord, filter: RecordFilter): boolean {
  const { eventName, eventTime = "", errorCode, userIdentity = {}, referencedResources = {} } = record;
  const { operation, code, refused, resource, principal, from, to } = filter;
  const { principalId, userName, accessKeyId, unknownAccessKey } = userIdentity;
  const time = Date.parse(eventTime);
  const callers = [principalId, userName, accessKeyId, unknownAccessKey];
  return (
    (operation === undefined || eventName === operation) &&
    (code === undefined || errorCode === code) &&
    (refused === undefined || (errorCode !== undefined) === refused) &&
    (resource === undefined || isAbout(Object.values(referencedResources).flat(), resource)) &&
    (principal === undefined || callers.includes(principal)) &&
    (from === undefined || time >= from) &&
    (to === undefined || time <= to)
  );
}

function isAbout(arns: readonly string[], resource: string): boolean {
  return arns.some((arn) => arn === resource || arn.endsWith(`/${resource}`));
}
