import type { Principal } from "@keyferry/access";
import type { AuditTrail } from "@keyferry/kms";
import type { Operation } from "@keyferry/protocol";

/** The access key that a request names. */
export interface ClaimedAccessKey {
  /** As claimed: any text, a secret that was put in the wrong place among them. */
  readonly id: string;
  /** Whether there is such a key. */
  known: boolean;
}

/** What becomes known on a request's way; one that is refused early has less of it. */
export interface RequestFacts {
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
  /** What was asked for in place of an operation: `clock`, `reset`, ... of a server under test; `inspect/users`, ... */
  control?: string;
  trail?: AuditTrail;
}
