import type { IdentityReader } from "@keyferry/store";

/** Who has asked for something, as far as it is known. */
export interface Caller {
  readonly accountId?: string | undefined;
  /** Of a key that there is. */
  readonly accessKeyId?: string | undefined;
}

/** Whether an account's root may see what somebody has asked, about which resources. */
export type IsOurs = (caller: Caller | undefined, arns: readonly string[]) => Promise<boolean>;

/**
 * An account's root sees what was asked by the account, about what the account has, and by whoever is not known. An access
 * key that is gone may have been anybody's.
 */
export function ownershipOf({
  account,
  rootAccessKeyId,
  identities,
}: {
  readonly account: string;
  readonly rootAccessKeyId: string;
  readonly identities: Pick<IdentityReader, "accessKeyById">;
}): IsOurs {
  const owners = new Map<string, boolean>();
  return async ({ accountId, accessKeyId } = {}, arns) => {
    if (accountId !== undefined) return accountId === account || arns.some((arn) => isOf(arn, account));
    if (accessKeyId === undefined || accessKeyId === rootAccessKeyId) return true;
    const known = owners.get(accessKeyId);
    if (known !== undefined) return known;
    const ours = (await identities.accessKeyById(accessKeyId))?.account === account;
    owners.set(accessKeyId, ours);
    return ours;
  };
}

function isOf(arn: string, account: string): boolean {
  return arn.split(":", 4)[3] === account;
}
