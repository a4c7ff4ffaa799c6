import { defaultKeyPolicy } from "@keyferry/access";

/** The policy of a secret that was given none, as it is stored. */
export function defaultSecretPolicyText(account: string): string {
  const { Version, Statement } = defaultKeyPolicy(account);
  const Sid = "kms default secret policy";
  return JSON.stringify({ Statement: Statement.map((statement) => ({ ...statement, Sid })), Version });
}
