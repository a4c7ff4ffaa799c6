export { createCliProfileCredentials, type CliProfileOptions } from "./cli-profile.ts";
export { CredentialsError, type CredentialsErrorReason } from "./credentials-error.ts";
export { createCredentialsFileCredentials, type CredentialsFileOptions } from "./credentials-file.ts";
export { createDefaultCredentials, type DefaultCredentialsOptions } from "./default-credentials.ts";
export { createEnvironmentCredentials, type EnvironmentOptions } from "./environment-credentials.ts";
export type { ProfileOptions } from "./profile-provider.ts";
