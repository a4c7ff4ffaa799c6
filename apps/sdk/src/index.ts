export { createAssumeRole, type AssumeRoleOptions, type Role } from "./assume-role.ts";
export {
  createCaller,
  type Called,
  type Caller,
  type CallerOptions,
  type CallOptions,
  type Receipted,
} from "./caller.ts";
export type { Credentials, CredentialsProvider, TemporaryCredentials } from "./credentials.ts";
export { bytesToPlaintext, plaintextToBytes } from "./plaintext.ts";
export { createTemporaryCredentials, type TemporaryCredentialsOptions } from "./temporary-credentials.ts";
