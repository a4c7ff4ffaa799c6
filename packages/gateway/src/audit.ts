import type { GatewayKind } from "@keyferry/protocol";

/** What happened to one request. Holds nothing secret: no parameter's value is in it. */
export interface AuditRecord {
  /** When the request arrived, milliseconds since the epoch. */
  readonly time: number;
  readonly requestId: string;
  readonly gateway: GatewayKind;
  readonly sourceAddress: string;
  /** Whole milliseconds from arrival to answer. */
  readonly duration: number;
  readonly status: number;
  /** The error's code; absent on success. */
  readonly code?: string;
  /** What was known when the request was answered; a request refused early has less of it. */
  readonly operation?: string;
  readonly dryRun?: boolean;
  readonly region?: string;
  readonly instance?: string;
  /** As claimed: `principal` is there only when the signature has verified. At most 128 characters. */
  readonly accessKeyId?: string;
  /** ARN of the caller. */
  readonly principal?: string;
  /** ARNs of what the call touched. */
  readonly resources?: readonly string[];
  /**
   * Where the material lives of the keys that the call used or made: `host`, or the name of a hardware module such as
   * `pkcs11:` and a token's label. Absent where the call has not come to any.
   */
  readonly custodies?: readonly string[];
  /** True when the plaintext of a hardware module's key or data key came to the host. */
  readonly onHost?: boolean;
}

/** The parts of an audit record that become known on a request's way. */
export type AuditFacts = {
  -readonly [
    Fact in
      | "operation"
      | "dryRun"
      | "region"
      | "instance"
      | "accessKeyId"
      | "principal"
      | "resources"
      | "custodies"
      | "onHost"
  ]?: AuditRecord[Fact];
};
