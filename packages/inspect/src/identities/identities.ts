import type { IdentityReader, RecipientReader, RecipientRecord } from "@keyferry/store";
import { encodeBase64 } from "@keyferry/bytes";
import type { PageOfNames } from "../pages.ts";

/** A page of a list of names. */
interface PageOf {
  /** To go on after; null: it is the last page. */
  readonly next: string | null;
  /** How many there are altogether. */
  readonly total: number;
}

/** A user of the account. Policies are RAM policy documents, in the order they were attached. */
export interface InspectedUser {
  readonly name: string;
  readonly groups: readonly string[];
  readonly accessKeys: readonly { readonly id: string; readonly active: boolean }[];
  readonly policies: readonly unknown[];
}

/** Users, and the groups that they are in. */
export interface UsersPage extends PageOf {
  readonly users: readonly InspectedUser[];
  readonly groups: readonly Pick<InspectedUser, "name" | "policies">[];
}

/** A role of the account. */
export interface InspectedRole extends Pick<InspectedUser, "name" | "policies"> {
  readonly trustPolicy: unknown;
  readonly maxSessionSeconds: number;
}

/** Roles. */
export interface RolesPage extends PageOf {
  readonly roles: readonly InspectedRole[];
}

/** A public key that has a name. Moments are ISO 8601. */
export interface InspectedRecipient extends Pick<RecipientRecord, "name" | "spec" | "fingerprint" | "note"> {
  /** SubjectPublicKeyInfo, base64. */
  readonly publicKey: string;
  readonly createdAt: string;
  readonly validUntil: string | null;
  /** Whether `validUntil` has come. */
  readonly ended: boolean;
  readonly hasCertificate: boolean;
}

/** Recipients. */
export interface RecipientsPage extends PageOf {
  readonly recipients: readonly InspectedRecipient[];
}

/** The users of an account with their groups, access keys without secrets, and policies as documents. */
export async function usersOf(
  account: string,
  page: PageOfNames,
  identities: IdentityReader,
): Promise<UsersPage> {
  const { items, next, total } = page.of(await identities.listUsers(account));
  const users = await Promise.all(
    items.map(async ({ name, groups, policies }) => {
      const keys = await identities.accessKeysOf(account, name);
      const accessKeys = keys.map(({ id, active }) => ({ id, active }));
      return { name, groups, accessKeys, policies: documents(policies) };
    }),
  );
  const names = [...new Set(users.flatMap(({ groups }) => groups))];
  const found = await Promise.all(names.map((name) => identities.groupByName(account, name)));
  const groups = found.flatMap((group) =>
    group === undefined ? [] : [{ name: group.name, policies: documents(group.policies) }],
  );
  return { users, groups, next, total };
}

/** The roles of an account: who may assume them, and what they may do then. */
export async function rolesOf(
  account: string,
  page: PageOfNames,
  identities: IdentityReader,
): Promise<RolesPage> {
  const { items, next, total } = page.of(await identities.listRoles(account));
  const roles = items.map(({ name, trustPolicy, policies, maxSessionSeconds }) => ({
    ...{ name, maxSessionSeconds },
    trustPolicy: JSON.parse(trustPolicy) as unknown,
    policies: documents(policies),
  }));
  return { roles, next, total };
}

/** The public keys that have names in an account. @param now milliseconds since the epoch */
export async function recipientsOf(
  account: string,
  page: PageOfNames,
  recipients: RecipientReader,
  now: number,
): Promise<RecipientsPage> {
  const { items, next, total } = page.of(await recipients.list(account));
  const rows = items.map(
    ({ name, spec, fingerprint, note, publicKey, createdAt, validUntil, certificateChain }) => ({
      ...{ name, spec, fingerprint, note },
      publicKey: encodeBase64(publicKey),
      createdAt: moment(createdAt),
      validUntil: validUntil === null ? null : moment(validUntil),
      ended: validUntil !== null && validUntil <= now,
      hasCertificate: certificateChain !== null,
    }),
  );
  return { recipients: rows, next, total };
}

/** As they were attached. The store has checked that they are JSON. */
function documents(policies: readonly string[]): readonly unknown[] {
  return policies.map((text) => JSON.parse(text) as unknown);
}

function moment(time: number): string {
  return new Date(time).toISOString();
}
