import type { AccessKeyRecord, GroupRecord, RoleRecord, UserRecord } from "./records.ts";

/** Who may call, over all accounts: the look-ups that a request's authorisation needs. */
export interface CredentialReader {
  accessKeyById(id: string): Promise<AccessKeyRecord | undefined>;
  userByName(account: string, name: string): Promise<UserRecord | undefined>;
  groupByName(account: string, name: string): Promise<GroupRecord | undefined>;
  roleByName(account: string, name: string): Promise<RoleRecord | undefined>;
}

/** Reads users and their access keys, also for their administration. */
export interface IdentityReader extends CredentialReader {
  /** In order of creation, oldest first. */
  listUsers(account: string): Promise<readonly UserRecord[]>;
  /** In order of creation, oldest first. */
  listRoles(account: string): Promise<readonly RoleRecord[]>;
  /** In order of creation, oldest first. A user that is not there has none. */
  accessKeysOf(account: string, userName: string): Promise<readonly AccessKeyRecord[]>;
}

/** Writes users and their access keys. Each method is one transaction: it happens whole or not at all. */
export interface IdentityWriter {
  /**
   * Makes a user with its access keys, whole or not at all. A taken name is told before a taken id. A group that is not
   * there, and an access key of another user, are refused with a {@link StoreError}.
   */
  createUser(
    user: UserRecord,
    accessKeys: readonly AccessKeyRecord[],
  ): Promise<"created" | "name taken" | "access key id taken">;
  /** Deletes a user with its access keys, and takes it out of its groups. Answers false when there is none. */
  deleteUser(account: string, name: string): Promise<boolean>;
  /** Puts other policies in the place of a user's. Answers false when there is no such user. */
  setUserPolicies(account: string, name: string, policies: readonly string[]): Promise<boolean>;
  createAccessKey(record: AccessKeyRecord): Promise<"created" | "no user" | "access key id taken">;
  /** Answers false when the account has no such access key. */
  setAccessKeyActive(account: string, id: string, active: boolean): Promise<boolean>;
  /** Answers false when the account has no such access key. */
  deleteAccessKey(account: string, id: string): Promise<boolean>;
}
