/** Who calls: an authenticated identity of one account. */
export interface Principal {
  readonly type: "root" | "user" | "role";
  /** Account id, decimal digits. */
  readonly account: string;
  /** The user's or the role's name; for the root, the account id. */
  readonly name: string;
  /**
   * `acs:ram::{account}:root`, `acs:ram::{account}:user/{name}` or
   * `acs:ram::{account}:assumed-role/{name}/{session name}`.
   */
  readonly arn: string;
  /** The session of an assumed role; there for a role only. */
  readonly session?: PrincipalSession;
}

/** The session in which a role is assumed. */
export interface PrincipalSession {
  readonly name: string;
  /** The policy that narrows what the role may do, JSON text; null: none does. */
  readonly policy: string | null;
  /** Id of the temporary access key. */
  readonly accessKeyId: string;
}

/** The root of an account: it may do everything in its own account. */
export function rootPrincipal(account: string): Principal {
  return { type: "root", account, name: account, arn: `acs:ram::${account}:root` };
}

/** A user of an account: it may do what its policies and those of its groups say. */
export function userPrincipal(account: string, name: string): Principal {
  return { type: "user", account, name, arn: `acs:ram::${account}:user/${name}` };
}

/** A role of an account, assumed: it may do what its policies say, and its session's policy as well. */
export function rolePrincipal(account: string, name: string, session: PrincipalSession): Principal {
  const arn = `acs:ram::${account}:assumed-role/${name}/${session.name}`;
  return { type: "role", account, name, arn, session };
}
