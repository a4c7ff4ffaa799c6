import { createSealer, type Sealer } from "@keyferry/crypto";
import type { AccessKeyRecord, CredentialStore, GroupRecord, RoleRecord, UserRecord } from "@keyferry/store";
import { type NewUser, newUser, type RequestFacts } from "@keyferry/access";

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
export class MapCredentials implements CredentialStore {
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
  Action: string | string[];
  Resource: string | string[];
}

/** A policy of these statements. */
export function policy(...statements: Statement[]): object {
  return { Version: "1", Statement: statements };
}

export function allow(Action: string | string[], Resource: string | string[] = "*"): Statement {
  return { Effect: "Allow", Action, Resource };
}

export function deny(Action: string | string[], Resource: string | string[] = "*"): Statement {
  return { Effect: "Deny", Action, Resource };
}

/** Credentials of one user, `ci`, with these policies. */
export function storeWithUser(sealer: Sealer, ...policies: object[]): MapCredentials {
  const credentials = new MapCredentials();
  const entry = { name: "ci", accessKeys: [{ id: "LTAI-ci", secret: "not-a-secret" }], policies };
  credentials.add(newUser({ account, entry, sealer }));
  return credentials;
}
