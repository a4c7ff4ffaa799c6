import { createSealer, type Sealer } from "@keyferry/crypto";
import type {
  AccessKeyRecord,
  CredentialReader,
  GroupRecord,
  RecipientRecord,
  RoleRecord,
  UserRecord,
} from "@keyferry/store";
import {
  type Access,
  type AskedRecipient,
  createAccess,
  type Decision,
  newGroup,
  newRole,
  type NewUser,
  newUser,
  type Principal,
  type RequestFacts,
  rolePrincipal,
  rootPrincipal,
  userPrincipal,
} from "@keyferry/access";

export const account = "1000000000000000";
export const otherAccount = "2000000000000000";
export const root = { account, accessKeyId: "keyferry", accessKeySecret: "keyferry-loopback-only" };
export const facts: RequestFacts = {
  sourceAddress: "127.0.0.1",
  secure: false,
  time: 0,
  fromVpc: false,
  vpc: null,
};

/** A sealer under a root key of its own. */
export function createTestSealer(): Sealer {
  return createSealer(crypto.getRandomValues(new Uint8Array(32)));
}

/** Credentials in two Maps, with a count of the reads. */
export class MapCredentials implements CredentialReader {
  readonly users = new Map<string, UserRecord>();
  readonly accessKeys = new Map<string, AccessKeyRecord>();
  readonly groups = new Map<string, GroupRecord>();
  readonly roles = new Map<string, RoleRecord>();
  reads = 0;

  add({ user, accessKeys }: NewUser): void {
    this.users.set(`${user.account}/${user.name}`, user);
    for (const key of accessKeys) this.accessKeys.set(key.id, key);
  }

  async accessKeyById(id: string): Promise<AccessKeyRecord | undefined> {
    this.reads += 1;
    return this.accessKeys.get(id);
  }

  async userByName(ofAccount: string, name: string): Promise<UserRecord | undefined> {
    this.reads += 1;
    return this.users.get(`${ofAccount}/${name}`);
  }

  async groupByName(ofAccount: string, name: string): Promise<GroupRecord | undefined> {
    this.reads += 1;
    return this.groups.get(`${ofAccount}/${name}`);
  }

  async roleByName(ofAccount: string, name: string): Promise<RoleRecord | undefined> {
    this.reads += 1;
    return this.roles.get(`${ofAccount}/${name}`);
  }
}

export interface Statement {
  Effect: "Allow" | "Deny";
  Action?: string | string[];
  NotAction?: string | string[];
  Resource?: string | string[];
  NotResource?: string | string[];
  Condition?: Record<string, Record<string, string | string[]>>;
}

/** A policy of these statements. */
export function policy(...statements: object[]): object {
  return { Version: "1", Statement: statements };
}

export function allow(Action: string | string[], Resource: string | string[] = "*"): Statement {
  return { Effect: "Allow", Action, Resource };
}

export function deny(Action: string | string[], Resource: string | string[] = "*"): Statement {
  return { Effect: "Deny", Action, Resource };
}

/** A statement of a key policy. */
export function forPrincipals(
  Effect: "Allow" | "Deny",
  RAM: string | string[],
  Action: string | string[] = "kms:*",
) {
  return { Effect, Principal: { RAM }, Action, Resource: ["*"] };
}

/** Credentials of one user, `ci`, with these policies. */
export function storeWithUser(sealer: Sealer, ...policies: object[]): MapCredentials {
  const credentials = new MapCredentials();
  const entry = { name: "ci", accessKeys: [{ id: "LTAI-ci", secret: "not-a-secret" }], policies };
  credentials.add(newUser({ account, entry, sealer }));
  return credentials;
}

/** Who is there, each with the RAM policies attached to it. All are of the account. */
export interface People {
  /** Of the user `ci`; absent: there is no such user. */
  readonly user?: readonly object[];
  /** Of the groups that `ci` is in. */
  readonly groups?: Readonly<Record<string, readonly object[]>>;
  /** Of the role `reader`; absent: there is no such role. */
  readonly role?: readonly object[];
  readonly trustPolicy?: object;
  /** Names of recipients, by account and fingerprint. */
  readonly recipients?: readonly RecipientRecord[];
}

/** Access control over these people of an account. */
export function accessOf(people: People, ofAccount = account): Access {
  const { user, groups = {}, role, trustPolicy, recipients = [] } = people;
  const credentials = new MapCredentials();
  const sealer = createTestSealer();
  if (user !== undefined) {
    const entry = { name: "ci", policies: user, groups: Object.keys(groups) };
    credentials.add(newUser({ account: ofAccount, entry, sealer }));
  }
  for (const [name, policies] of Object.entries(groups)) {
    const group = newGroup({ account: ofAccount, entry: { name, policies } });
    credentials.groups.set(`${ofAccount}/${name}`, group);
  }
  if (role !== undefined) {
    const entry = { name: "reader", policies: role, ...(trustPolicy && { trustPolicy }) };
    credentials.roles.set(`${ofAccount}/reader`, newRole({ account: ofAccount, entry }));
  }
  const byFingerprint = async (of: string, fingerprint: string) =>
    recipients.find((one) => one.account === of && one.fingerprint === fingerprint);
  return createAccess({
    ...{ credentials, recipients: { byFingerprint }, sealer },
    root: { ...root, account: ofAccount },
  });
}

/** The ARN of somebody of the account, such as `user/ci`. */
export const here = (who: string): string => `acs:ram::${account}:${who}`;
/** The ARN of somebody of the other account. */
export const there = (who: string): string => `acs:ram::${otherAccount}:${who}`;

export const ci = userPrincipal(account, "ci");
export const owner = rootPrincipal(account);

/** The role `reader`, assumed. */
export function reader(sessionPolicy: object | null = null, ofAccount = account): Principal {
  const policyText = sessionPolicy === null ? null : JSON.stringify(sessionPolicy);
  return rolePrincipal(ofAccount, "reader", { name: "tests", policy: policyText, accessKeyId: "STS.tests" });
}

export const key = `acs:kms:cn-hangzhou:${account}:key/0d3a1f9e-2f0c-4b57-9d0e-6a4f6f0c7a11`;

/** A recipient of this name, with what differs. */
export function recipientCalled(
  name: string,
  { fingerprint, spec }: AskedRecipient,
  differences: Partial<RecipientRecord> = {},
): RecipientRecord {
  return {
    ...{ account, name, fingerprint, spec, publicKey: new Uint8Array([1]), note: "" },
    ...{ certificateChain: null, validUntil: null, createdAt: 0, ...differences },
  };
}

/** The decision in one word: `Allow`, or its denial and the policy that is to blame. */
export function wordOf(decision: Decision): string {
  return decision.allowed ? "Allow" : `${decision.denial} ${decision.policyType ?? "-"}`;
}
