import type { AskedRecipient, Question } from "@keyferry/access";
import type { ServiceError } from "@keyferry/protocol";
import type { KeyVersionRecord } from "@keyferry/store";

/** What a call touched: it is filled in even when the call is refused. */
export interface AuditTrail {
  /** ARNs: of what was resolved, in that order, then of what was made. */
  readonly resources: string[];
  /** Ids of the key versions that the call used or made, each once. */
  readonly keyVersions: string[];
  /**
   * The custodies of these key versions, each once: `host`, or the name of a hardware module. It
   * is where a key really is, whatever its ProtectionLevel says.
   */
  readonly custodies: string[];
  /** Whether the plaintext of a hardware module's key or data key came to the host. */
  onHost?: boolean;
  /** For whom a data key was to be exported; there once the recipient's public key has passed its checks. */
  recipient?: AskedRecipient;
  /** Id of the client key that the call found or made: what is asked about, its access point, does not tell. */
  clientKey?: string;
  /** Of a call that exports to several recipients: each of them, in the order of the request. */
  exports?: readonly AuditedExport[];
  /** Of such a call: the recipients to whom it may export, by what was asked about each. It is no part of the audit record. */
  allowed?: Set<AskedRecipient>;
  /** What access control said no to: for whoever explains it. It is no part of the audit record. */
  denied?: Question;
  /** Id of the instance whose public access is off and was asked for. */
  publicAccessOff?: string;
}

/** The export to one of several recipients. */
export interface AuditedExport {
  /** There once the recipient's public key has passed its checks. */
  recipient?: AskedRecipient;
  /** Why there is none, where that is about this recipient alone. */
  refusal?: ServiceError;
  /** Whether a hardware module has wrapped the data key itself, so that it did not come to the host for this recipient. */
  inside?: boolean;
  /** What access control said no to, as {@link AuditTrail.denied} of a call that exports to this recipient alone. */
  denied?: Question | undefined;
}

/** The trail of a call that has touched nothing yet. */
export function newAuditTrail(): AuditTrail {
  return { resources: [], keyVersions: [], custodies: [] };
}

/** Notes, once, the ARN of something that a call has found or made. */
export function noteResource({ resources }: AuditTrail, resource: string): void {
  if (!resources.includes(resource)) resources.push(resource);
}

/** Notes, once, a key version that a call uses or makes, and where its material lives. */
export function noteVersion(
  { keyVersions, custodies }: AuditTrail,
  { id, custody }: Pick<KeyVersionRecord, "id" | "custody">,
): void {
  if (!keyVersions.includes(id)) keyVersions.push(id);
  if (!custodies.includes(custody)) custodies.push(custody);
}

/** Takes back that a call uses a key version: it has another one in its place. */
export function noteUnused({ keyVersions }: AuditTrail, { id }: Pick<KeyVersionRecord, "id">): void {
  const place = keyVersions.indexOf(id);
  if (place >= 0) keyVersions.splice(place, 1);
}

/** Notes for whom a data key is to be exported. */
export function noteRecipient(trail: AuditTrail, recipient: AskedRecipient): void {
  trail.recipient = recipient;
}

/** Notes the client key that a call has found or made. */
export function noteClientKey(trail: AuditTrail, id: string): void {
  trail.clientKey = id;
}

/** Notes the recipients of a call that exports to several. */
export function noteExports(trail: AuditTrail, exports: readonly AuditedExport[]): void {
  trail.exports = exports;
}

/** Notes that the plaintext of a hardware module's key or data key comes to the host. */
export function noteOnHost(trail: AuditTrail): void {
  trail.onHost = true;
}

/** Notes what access control said no to. */
export function noteDenied(trail: AuditTrail, question: Question): void {
  trail.denied = question;
}

/** Notes that a call with several recipients may export to one of them. */
export function noteAllowed(trail: AuditTrail, recipient: AskedRecipient): void {
  (trail.allowed ??= new Set()).add(recipient);
}

/** Takes back what access control said no to: it is a matter of one recipient, and perhaps not what becomes of the call. */
export function takeDenied(trail: AuditTrail): Question | undefined {
  const { denied } = trail;
  delete trail.denied;
  return denied;
}

/** Notes the instance whose public access is off and was asked for. */
export function notePublicAccessOff(trail: AuditTrail, instanceId: string): void {
  trail.publicAccessOff = instanceId;
}
