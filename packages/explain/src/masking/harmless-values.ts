import { regions } from "@keyferry/kms";
import { everyOperation, leftOutOperations } from "@keyferry/protocol";
import { parseTimestamp } from "@keyferry/signature";

/** Whether a value is of a form that no secret has. */
type Harmless = (value: string) => boolean;

const matching =
  (pattern: RegExp): Harmless =>
  (value) =>
    pattern.test(value);

const action: Harmless = (value) => Object.hasOwn(everyOperation, value) || leftOutOperations.includes(value);
const version = matching(/^(?:keyferry\/)?\d{4}-\d\d-\d\d$/);
const timestamp: Harmless = (value) => parseTimestamp(value) !== undefined;
/** A UUID, as most clients make it. Any other nonce could be a key in hex. */
const nonce = matching(/^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i);
const mediaTypes = matching(
  /^(?:(?:\*\/\*|application\/(?:json|xml|x-www-form-urlencoded|x-protobuf)|text\/(?:xml|html|plain))(?:; ?charset=utf-8)?(?:, ?|$))+$/i,
);

/** Parameters that everybody sends, and which of their values tell nothing. The access key id is not among them. */
export const commonParameters: ReadonlyMap<string, Harmless> = new Map([
  ["Action", action],
  ["DryRun", matching(/^(?:true|false)$/)],
  ["Format", matching(/^(?:json|xml)$/i)],
  ["RegionId", (value) => regions.includes(value)],
  ["SignatureMethod", matching(/^HMAC-SHA(?:1|256)$/)],
  ["SignatureNonce", nonce],
  ["SignatureType", matching(/^(?:BEARERTOKEN|PRIVATEKEY)$/)],
  ["SignatureVersion", matching(/^\d\.\d$/)],
  ["Timestamp", timestamp],
  ["Version", version],
]);

/** Headers that everybody sends, and which of their values tell nothing. The host is not among them. */
export const commonHeaders: ReadonlyMap<string, Harmless> = new Map([
  ["accept", mediaTypes],
  ["content-length", matching(/^\d{1,9}$/)],
  ["content-type", mediaTypes],
  ["date", matching(/^[A-Z][a-z]{2}, \d\d [A-Z][a-z]{2} \d{4} \d\d:\d\d:\d\d GMT$/)],
  ["x-acs-action", action],
  ["x-acs-content-sha256", matching(/^[0-9a-f]{64}$/i)],
  ["x-acs-date", timestamp],
  ["x-acs-signature-nonce", nonce],
  ["x-acs-version", version],
]);

/** Headers whose names tell nothing, and whose values may. */
export const namedHeaders: readonly string[] = [
  "authorization",
  "host",
  "user-agent",
  "x-acs-accesskey-id",
  "x-acs-credentials-provider",
  "x-acs-security-token",
];
