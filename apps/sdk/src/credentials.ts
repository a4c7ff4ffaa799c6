/** An access key of an account or a user, and the token that goes with it when it is temporary. */
export interface Credentials {
  readonly accessKeyId: string;
  readonly accessKeySecret: string;
  readonly securityToken?: string;
}

/** Credentials that end. */
export interface TemporaryCredentials extends Credentials {
  readonly securityToken: string;
  /** Milliseconds since the epoch. */
  readonly expiration: number;
}

/** Credentials, or where to get them: asked before each attempt, so that it may renew them. */
export type CredentialsProvider = Credentials | (() => Credentials | Promise<Credentials>);
