import type { AskedRecipient } from "@keyferry/access";
import type { GatewayKind } from "@keyferry/protocol";

/**
 * What happened to one request, in the shape of ActionTrail's events. Holds nothing secret: of what callers send there are
 * only names that were found to exist, and a Host that the gateway goes by. There is no `errorMessage`, since some
 * messages repeat what was sent.
 */
export interface AuditRecord {
  /** The request's id; where the request exports to several recipients, with the recipient's number: `.1`, `.2`. */
  readonly eventId: string;
  /** The operation; absent when the request names none that there is. */
  readonly eventName?: string;
  /** When the request arrived: ISO 8601, UTC, with milliseconds. */
  readonly eventTime: string;
  readonly eventType: "ApiCall";
  readonly eventVersion: 1;
  /** The Host that the request named; absent when that is none of the gateway's, or was not read. */
  readonly eventSource?: string;
  readonly serviceName: "Kms" | "Sts";
  readonly apiVersion?: string;
  readonly acsRegion?: string;
  /** IP address of the peer. */
  readonly sourceIpAddress: string;
  /** Absent when the request names no access key. */
  readonly userIdentity?: UserIdentity;
  readonly requestId: string;
  /** Absent on success. */
  readonly errorCode?: string;
  /** ARNs of what the call touched or made, by type: `ACS::KMS::Key`, `ACS::KMS::Alias`. */
  readonly referencedResources?: Readonly<Record<string, readonly string[]>>;
  readonly additionalEventData: AdditionalEventData;
}

/** Who called. Everything but the access key is there only when the signature has verified. */
export interface UserIdentity {
  readonly type?: "root-account" | "ram-user" | "assumed-role";
  /** Account id, user name, or `{role}:{session name}`. */
  readonly principalId?: string;
  readonly accountId?: string;
  /** The user's name, or `{role}:{session name}`. */
  readonly userName?: string;
  /** Of a key that there is. */
  readonly accessKeyId?: string;
  /**
   * In place of an id that there is not: its keyed hash, the same for the same text. The text itself may be a secret that was
   * put in the wrong place.
   */
  readonly unknownAccessKey?: string;
  /** Of an assumed role. */
  readonly sessionContext?: { readonly attributes: { readonly mfaAuthenticated: "false" } };
}

/** What ActionTrail has no place for. What does not apply is absent. */
export interface AdditionalEventData {
  readonly gateway: GatewayKind;
  /** The instance whose dedicated gateway the call came through. */
  readonly instance?: string;
  /** The VPC that the call came from. */
  readonly vpc?: string;
  readonly dryRun?: boolean;
  /** What was asked for in place of an operation: `clock`, `reset`, ... of a server under test; `inspect/users`, ... */
  readonly control?: string;
  /** Whole milliseconds from arrival to answer. */
  readonly durationMs: number;
  readonly httpStatus: number;
  /** Ids of the key versions that the call used or made. */
  readonly keyVersions?: readonly string[];
  /** Where these live: `host`, or the name of a hardware module such as `pkcs11:` and a token's label. */
  readonly custodies?: readonly string[];
  /** True when the plaintext of a hardware module's key or data key came to the host. */
  readonly onHost?: true;
  /** Id of the client key that the call found or made. */
  readonly clientKey?: string;
  /** For whom a data key was to be exported. */
  readonly recipient?: AskedRecipient;
}
