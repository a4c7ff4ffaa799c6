import type { Credentials } from "../credentials.ts";
import { createCliProfileCredentials } from "./cli-profile.ts";
import { createCredentialsFileCredentials } from "./credentials-file.ts";
import { CredentialsError } from "./credentials-error.ts";
import { createEnvironmentCredentials } from "./environment-credentials.ts";
import type { ProfileOptions } from "./profile-provider.ts";

/** Which profile, and which files. */
export interface DefaultCredentialsOptions extends ProfileOptions {
  /** The aliyun CLI's. Default `~/.aliyun/config.json`. */
  readonly cliFile?: string;
  /** The official SDKs'. Default as of `createCredentialsFileCredentials`. */
  readonly credentialsFile?: string;
}

/**
 * A provider that looks where the official SDKs look, in their order: the environment's variables, unless a profile is
 * named; the profile of the aliyun CLI; the credentials file. Only where there is nothing does it look further: what is
 * there but cannot be used is an error, since nobody wants to be somebody else by mistake.
 *
 * @returns a provider that rejects with {@link CredentialsError}, and with what AssumeRole rejects with
 */
export function createDefaultCredentials(
  options: DefaultCredentialsOptions = {},
): () => Promise<Credentials> {
  const { cliFile, credentialsFile, ...shared } = options;
  const providers = [
    ...(options.profile === undefined ? [createEnvironmentCredentials(shared)] : []),
    createCliProfileCredentials({ ...shared, ...(cliFile !== undefined && { file: cliFile }) }),
    createCredentialsFileCredentials({
      ...shared,
      ...(credentialsFile !== undefined && { file: credentialsFile }),
    }),
  ];
  return async () => {
    const absences: string[] = [];
    for (const provider of providers) {
      try {
        return await provider();
      } catch (error) {
        if (!(error instanceof CredentialsError) || error.reason !== "missing") throw error;
        absences.push(error.message);
      }
    }
    throw new CredentialsError("missing", absences.join("; "));
  };
}
