import type { Sealer } from "@keyferry/crypto";
import type { AccessKeyRecord, UserRecord } from "@keyferry/store";
import * as z from "zod/mini";
import { sealAccessKey } from "./access-key.ts";
import { boundedList } from "./bounded-list.ts";
import { accessKeyId, accessKeySecret, accountId, userName } from "./credential-syntax.ts";
import { problemOf } from "./document-problem.ts";
import { AccessError, PolicyError, UserEntryError } from "./errors.ts";
import { parsePolicy } from "./policy.ts";

/** What a new user is made from. */
export interface NewUserOptions {
  /** Account id, decimal digits. */
  readonly account: string;
  /**
   * `{ name, accessKeys?: [{ id, secret }], policies?: [policy document] }`, as parsed from JSON or YAML. At most 16
   * access keys and 20 policies.
   */
  readonly entry: unknown;
  readonly sealer: Sealer;
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
    accessKeys: z.optional(
      boundedList(z.strictObject({ id: accessKeyId, secret: accessKeySecret }, "must be an object"), 0, 16),
    ),
    policies: z.optional(boundedList(z.unknown(), 0, 20)),
  },
  "must be an object",
);

/**
 * Checks a user's entry whole and makes its records. That the ids of its access keys are free is the store's to check.
 *
 * @throws UserEntryError with the path of the first fault, policies included
 * @throws AccessError `invalid`: the account id is malformed
 */
export function newUser({ account, entry, sealer }: NewUserOptions): NewUser {
  if (!accountId.safeParse(account).success) throw new AccessError("invalid", "The account id is malformed");
  const result = userEntry.safeParse(entry);
  if (!result.success) {
    const { path, problem } = problemOf(result.error);
    throw new UserEntryError(path, problem);
  }
  const { name, accessKeys = [], policies = [] } = result.data;
  refuseTwins(accessKeys);
  return {
    user: { account, name, policies: policies.map(policyText), groups: [] },
    accessKeys: accessKeys.map(({ id, secret }) =>
      sealAccessKey({ account, userName: name, id, secret }, sealer),
    ),
  };
}

function refuseTwins(accessKeys: readonly { id: string }[]): void {
  const seen = new Set<string>();
  for (const [index, { id }] of accessKeys.entries()) {
    if (seen.has(id)) throw new UserEntryError(`accessKeys[${String(index)}].id`, "is there twice");
    seen.add(id);
  }
}

function policyText(document: unknown, index: number): string {
  try {
    // What was understood is what is stored.
    return JSON.stringify(parsePolicy(document));
  } catch (cause) {
    if (!(cause instanceof PolicyError)) throw cause;
    const place = `policies[${String(index)}]`;
    throw new UserEntryError(cause.path === "" ? place : `${place}.${cause.path}`, cause.problem, { cause });
  }
}
