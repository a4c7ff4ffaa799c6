import type { Role } from "../assume-role.ts";
import type { Credentials } from "../credentials.ts";
import { CredentialsError } from "./credentials-error.ts";

/** What a profile gives: credentials, or a role to assume with them. */
export interface Profile {
  readonly credentials: Credentials;
  readonly role?: Role;
  /** Whose Security Token Service gives the role; none: the central one. */
  readonly stsRegion?: string;
}

/** The members of a profile, as they stand in a file. */
export interface ProfileMembers {
  /** For messages: the profile and its file. */
  readonly where: string;
  /** A member's text; undefined when it is absent or empty. */
  readonly text: (name: string) => string | undefined;
}

/**
 * The access key of a profile, without a token.
 *
 * @throws CredentialsError `missing` when the profile holds no key at all, `unreadable` when it holds half of one
 */
export function accessKeyIn(members: ProfileMembers): Credentials {
  if (members.text("access_key_id") === undefined && members.text("access_key_secret") === undefined) {
    throw new CredentialsError("missing", `${members.where} holds no access key`);
  }
  return {
    accessKeyId: requiredIn(members, "access_key_id"),
    accessKeySecret: requiredIn(members, "access_key_secret"),
  };
}

/**
 * A member that has to be there.
 *
 * @throws CredentialsError `unreadable`
 */
export function requiredIn({ where, text }: ProfileMembers, name: string): string {
  const value = text(name);
  if (value === undefined) throw new CredentialsError("unreadable", `${where} has no ${name}`);
  return value;
}

/** What the two kinds of files call the members of a role. */
export interface RoleMembers {
  readonly arn: string;
  readonly sessionName: string;
  readonly duration: string;
}

/**
 * The role of a profile.
 *
 * @throws CredentialsError `unreadable`
 */
export function roleIn(members: ProfileMembers, names: RoleMembers): Role {
  const [duration, policy, externalId] = [names.duration, "policy", "external_id"].map(members.text);
  // The aliyun CLI writes 0 for what was left open.
  if (duration !== undefined && !/^\d{1,6}$/.test(duration)) {
    throw new CredentialsError("unreadable", `${members.where} has a ${names.duration} that is no number`);
  }
  return {
    roleArn: requiredIn(members, names.arn),
    roleSessionName: members.text(names.sessionName) ?? "keyferry",
    ...(Number(duration ?? 0) > 0 && { durationSeconds: Number(duration) }),
    ...(policy !== undefined && { policy }),
    ...(externalId !== undefined && { externalId }),
  };
}
