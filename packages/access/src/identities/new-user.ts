import type { Sealer } from "@keyferry/crypto";
import type { AccessKeyRecord, UserRecord } from "@keyferry/store";
import * as z from "zod/mini";
import { sealAccessKey } from "./access-key.ts";
import { boundedList } from "../syntax/bounded-list.ts";
import { accessKeyId, accessKeySecret, groupOrRoleName, userName } from "../syntax/credential-syntax.ts";
import { EntryError } from "../errors.ts";
import { entryPolicies, type EntryOptions, policyTexts, readEntry, refuseTwins } from "./read-entry.ts";

/**
 * What a new user is made from. Its entry is
 * `{ name, groups?: [name], accessKeys?: [{ id, secret }], policies?: [policy document] }`, with at most 50 groups, 16
 * access keys and 20 policies.
 */
export interface NewUserOptions extends EntryOptions {
  readonly sealer: Sealer;
  /**
   * Says what is wrong with an access key, such as a secret that is too short, in a phrase without the secret; undefined
   * where nothing is. Default: nothing ever is.
   */
  readonly weaknessOf?: (accessKey: { readonly id: string; readonly secret: string }) => string | undefined;
}

/** A user and its access keys, as the store keeps them. */
export interface NewUser {
  readonly user: UserRecord;
  /** Active, with sealed secrets. */
  readonly accessKeys: readonly AccessKeyRecord[];
}

const userEntry = z.strictObject(
  {
    name: userName,
    groups: z.optional(boundedList(groupOrRoleName, 0, 50)),
    accessKeys: z.optional(
      boundedList(z.strictObject({ id: accessKeyId, secret: accessKeySecret }, "must be an object"), 0, 16),
    ),
    policies: entryPolicies,
  },
  "must be an object",
);

/**
 * Checks a user's entry whole and makes its records. That its groups are there, and that the ids of its access keys are
 * free, is the store's to check.
 *
 * @throws EntryError with the path of the first fault, policies included
 * @throws AccessError `invalid`: the account id is malformed
 */
export function newUser({ sealer, weaknessOf, ...options }: NewUserOptions): NewUser {
  const { account } = options;
  const { name, groups = [], accessKeys = [], policies } = readEntry(userEntry, options);
  refuseTwins(groups, (index) => `groups[${String(index)}]`);
  refuseTwins(
    accessKeys.map(({ id }) => id),
    (index) => `accessKeys[${String(index)}].id`,
  );
  for (const [index, accessKey] of accessKeys.entries()) {
    const weakness = weaknessOf?.(accessKey);
    if (weakness !== undefined) throw new EntryError(`accessKeys[${String(index)}].secret`, weakness);
  }
  return {
    user: { account, name, policies: policyTexts(policies), groups },
    accessKeys: accessKeys.map(({ id, secret }) =>
      sealAccessKey({ account, userName: name, id, secret }, sealer),
    ),
  };
}
