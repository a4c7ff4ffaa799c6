import { homedir } from "node:os";
import { join } from "node:path";
import type { Credentials } from "../credentials.ts";
import { CredentialsError } from "./credentials-error.ts";
import { parseIni } from "./ini.ts";
import { createProfileProvider, type ProfileOptions } from "./profile-provider.ts";
import { accessKeyIn, requiredIn, roleIn, type Profile, type ProfileMembers } from "./profile.ts";

/** Which profile of a credentials file. */
export interface CredentialsFileOptions extends ProfileOptions {
  /** Default: that of `ALIBABA_CLOUD_CREDENTIALS_FILE`, then `~/.alibabacloud/credentials`. */
  readonly file?: string;
}

/**
 * A provider that reads a profile of the official SDKs' credentials file: the named one, or `default`. It knows the types
 * `access_key`, `sts` and `ram_role_arn`, whose role it assumes and renews. A profile with `enable = false` is not there.
 *
 * @returns a provider that rejects with {@link CredentialsError}, and with what AssumeRole rejects with
 */
export function createCredentialsFileCredentials(
  options: CredentialsFileOptions = {},
): () => Promise<Credentials> {
  const { environment = process.env } = options;
  const file =
    options.file ??
    environment["ALIBABA_CLOUD_CREDENTIALS_FILE"] ??
    join(homedir(), ".alibabacloud", "credentials");
  const name = options.profile ?? environment["ALIBABA_CLOUD_PROFILE"] ?? "default";
  return createProfileProvider(file, (text) => profileOf(membersIn(text, file, name)), options);
}

function profileOf(members: ProfileMembers): Profile {
  switch (members.text("type")) {
    case "access_key":
      return { credentials: accessKeyIn(members) };
    case "sts":
      return {
        credentials: { ...accessKeyIn(members), securityToken: requiredIn(members, "security_token") },
      };
    case "ram_role_arn": {
      const names = {
        arn: "role_arn",
        sessionName: "role_session_name",
        duration: "role_session_expiration",
      };
      return { credentials: accessKeyIn(members), role: roleIn(members, names) };
    }
    default:
      throw new CredentialsError("unsupported", `${members.where} has a type that is not known here`);
  }
}

function membersIn(text: string, file: string, name: string): ProfileMembers {
  const sections = parseIni(text);
  if (sections === undefined) throw new CredentialsError("unreadable", `${file} is not an ini file`);
  const section = sections.get(name);
  if (section === undefined || section.get("enable")?.toLowerCase() === "false") {
    throw new CredentialsError("missing", `${file} has no such profile`);
  }
  return {
    where: `The profile ${JSON.stringify(name)} of ${file}`,
    text: (member) => section.get(member) || undefined,
  };
}
