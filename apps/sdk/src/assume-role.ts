import { assumeRole } from "@keyferry/protocol";
import type { Transport } from "@keyferry/transport";
import { createCaller } from "./caller.ts";
import type { CredentialsProvider, TemporaryCredentials } from "./credentials.ts";

/** A role, and how to be it. */
export interface Role {
  /** Such as `acs:ram::1000000000000000:role/reader`. */
  readonly roleArn: string;
  /** Names the session in audit records: 2 to 64 letters, digits, `.`, `@`, `_` or `-`. */
  readonly roleSessionName: string;
  /** From 900. Default: 3,600, or what the role allows if that is less. */
  readonly durationSeconds?: number;
  /** JSON text of a policy that narrows what the role may do. */
  readonly policy?: string;
  /** What the role's trust policy may ask of those who are not of its account. */
  readonly externalId?: string;
}

/** Who assumes which role, and where. */
export interface AssumeRoleOptions {
  /** Leads to a Security Token Service: `createPublicTransport({ endpoint: "https://sts.cn-hangzhou.aliyuncs.com" })`. */
  readonly transport: Transport;
  /** Of who assumes the role. */
  readonly credentials: CredentialsProvider;
  readonly role: Role;
  /** Milliseconds since the epoch. Default `Date.now`. */
  readonly clock?: () => number;
}

/**
 * Assumes a role each time it is called (AssumeRole of api `sts/2015-04-01`).
 *
 * @returns a function that rejects with `ServiceError` or `TransportError`, as {@link Caller.call} does
 */
export function createAssumeRole({
  role,
  ...options
}: AssumeRoleOptions): () => Promise<TemporaryCredentials> {
  const caller = createCaller(options);
  const { roleArn, roleSessionName, durationSeconds, policy, externalId } = role;
  return async () => {
    const { Credentials } = await caller.call(assumeRole, {
      RoleArn: roleArn,
      RoleSessionName: roleSessionName,
      ...(durationSeconds !== undefined && { DurationSeconds: durationSeconds }),
      ...(policy !== undefined && { Policy: policy }),
      ...(externalId !== undefined && { ExternalId: externalId }),
    });
    return {
      accessKeyId: Credentials.AccessKeyId,
      accessKeySecret: Credentials.AccessKeySecret,
      securityToken: Credentials.SecurityToken,
      expiration: Credentials.Expiration.getTime(),
    };
  };
}
