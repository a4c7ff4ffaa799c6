import type { RowName } from "@keyferry/store";

/**
 * Why access control could not do what it was asked.
 *
 * - `invalid`: a policy, an entry, a session or a credential that was handed in breaks the rules; nothing was changed.
 * - `unreadable`: a record of the store cannot be used: its secret does not open, or its policy is not understood.
 * - `closed`: `close` of the access control was called before.
 */
export type AccessErrorReason = "invalid" | "unreadable" | "closed";

/** The base of all errors of this package. `reason` is API; the message is for people and holds no secret. */
export class AccessError extends Error {
  override readonly name: string = "AccessError";
  readonly reason: AccessErrorReason;
  /** The row of the store that is missing, or does not open; undefined for every other reason. */
  readonly row: RowName | undefined;

  constructor(
    reason: AccessErrorReason,
    message: string,
    { row, ...options }: ErrorOptions & { readonly row?: RowName } = {},
  ) {
    super(message, options);
    this.reason = reason;
    this.row = row;
  }
}

/** A policy document that is refused, with the place of its first fault. */
export class PolicyError extends AccessError {
  override readonly name = "PolicyError";
  /** Where the fault is, such as `Statement[0].Condition.IpAddress`; empty for the document itself. */
  readonly path: string;
  /** What is wrong there, such as `is not known`. */
  readonly problem: string;

  constructor(path: string, problem: string) {
    super("invalid", `${path === "" ? "The policy" : path} ${problem}`);
    this.path = path;
    this.problem = problem;
  }
}

/** The entry of a user, a group or a role that is refused, with the place of its first fault. */
export class EntryError extends AccessError {
  override readonly name = "EntryError";
  /** Where the fault is, such as `policies[1].Statement[0].Effect`; empty for the entry itself. */
  readonly path: string;
  /** What is wrong there. */
  readonly problem: string;

  constructor(path: string, problem: string, options?: ErrorOptions) {
    super("invalid", `${path === "" ? "The entry" : path} ${problem}`, options);
    this.path = path;
    this.problem = problem;
  }
}
