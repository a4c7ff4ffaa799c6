import type { Credentials } from "../credentials.ts";
import { CredentialsError } from "./credentials-error.ts";

/** Variables by name. */
export type Environment = Readonly<Record<string, string | undefined>>;

/** Where variables are read. */
export interface EnvironmentOptions {
  /** Default `process.env`. */
  readonly environment?: Environment;
}

/**
 * A provider that reads `ALIBABA_CLOUD_ACCESS_KEY_ID`, `ALIBABA_CLOUD_ACCESS_KEY_SECRET` and, for temporary credentials,
 * `ALIBABA_CLOUD_SECURITY_TOKEN`, each time it is asked.
 *
 * @returns a provider that throws {@link CredentialsError} `missing`
 */
export function createEnvironmentCredentials({
  environment = process.env,
}: EnvironmentOptions = {}): () => Credentials {
  return () => {
    const accessKeyId = environment["ALIBABA_CLOUD_ACCESS_KEY_ID"];
    const accessKeySecret = environment["ALIBABA_CLOUD_ACCESS_KEY_SECRET"];
    const securityToken = environment["ALIBABA_CLOUD_SECURITY_TOKEN"];
    if (!accessKeyId || !accessKeySecret) {
      throw new CredentialsError(
        "missing",
        "ALIBABA_CLOUD_ACCESS_KEY_ID and ALIBABA_CLOUD_ACCESS_KEY_SECRET are not both set",
      );
    }
    return { accessKeyId, accessKeySecret, ...(securityToken && { securityToken }) };
  };
}
