export { createCaller, type Caller, type CallerOptions, type CallOptions } from "./caller.ts";
export type { Credentials, CredentialsProvider } from "./credentials.ts";
