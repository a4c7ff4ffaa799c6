/** Who calls: an authenticated identity of one account. */
export interface Principal {
  readonly type: "root" | "user";
  /** Account id, decimal digits. */
  readonly account: string;
  /** The user's name; for the root, the account id. */
  readonly name: string;
  /** `acs:ram::{account}:root` or `acs:ram::{account}:user/{name}`. */
  readonly arn: string;
}

/** The root of an account: it may do everything in its own account. */
export function rootPrincipal(account: string): Principal {
  return { type: "root", account, name: account, arn: `acs:ram::${account}:root` };
}

/** A user of an account: it may do what its policies say. */
export function userPrincipal(account: string, name: string): Principal {
  return { type: "user", account, name, arn: `acs:ram::${account}:user/${name}` };
}
