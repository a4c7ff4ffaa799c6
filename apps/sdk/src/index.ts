export { createAssumeRole, type AssumeRoleOptions, type Role } from "./assume-role.ts";
export {
  createCaller,
  type Called,
  type Caller,
  type CallerOptions,
  type CallOptions,
  type OptionsOf,
  type Receipted,
} from "./caller.ts";
export type { Credentials, CredentialsProvider, TemporaryCredentials } from "./credentials.ts";
export { exportToRecipients, type ExportOutcome, type ExportToRecipients } from "./export-to-recipients.ts";
export { bytesToPlaintext, plaintextToBytes } from "./plaintext.ts";
export { createTemporaryCredentials, type TemporaryCredentialsOptions } from "./temporary-credentials.ts";
