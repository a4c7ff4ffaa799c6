import { homedir } from "node:os";
import { join } from "node:path";
import type { Credentials } from "../credentials.ts";
import { CredentialsError } from "./credentials-error.ts";
import { createProfileProvider, type ProfileOptions } from "./profile-provider.ts";
import { accessKeyIn, requiredIn, roleIn, type Profile, type ProfileMembers } from "./profile.ts";

/** Which profile of the aliyun CLI. */
export interface CliProfileOptions extends ProfileOptions {
  /** Default `~/.aliyun/config.json`. */
  readonly file?: string;
}

/**
 * A provider that reads a profile of the aliyun CLI: the named one, or the current. It knows the modes `AK`, `StsToken`
 * and `RamRoleArn`, whose role it assumes and renews.
 *
 * @returns a provider that rejects with {@link CredentialsError}, and with what AssumeRole rejects with
 */
export function createCliProfileCredentials(options: CliProfileOptions = {}): () => Promise<Credentials> {
  const { file = join(homedir(), ".aliyun", "config.json"), environment = process.env } = options;
  const name = options.profile ?? environment["ALIBABA_CLOUD_PROFILE"];
  return createProfileProvider(file, (text) => profileOf(membersIn(text, file, name)), options);
}

function profileOf(members: ProfileMembers): Profile {
  const mode = members.text("mode") ?? "AK";
  switch (mode) {
    case "AK":
      return { credentials: accessKeyIn(members) };
    case "StsToken":
      return { credentials: { ...accessKeyIn(members), securityToken: requiredIn(members, "sts_token") } };
    case "RamRoleArn": {
      const token = members.text("sts_token");
      const stsRegion = regionIn(members);
      const names = { arn: "ram_role_arn", sessionName: "ram_session_name", duration: "expired_seconds" };
      return {
        credentials: { ...accessKeyIn(members), ...(token !== undefined && { securityToken: token }) },
        role: roleIn(members, names),
        ...(stsRegion !== undefined && { stsRegion }),
      };
    }
    default:
      throw new CredentialsError("unsupported", `${members.where} has a mode that is not known here`);
  }
}

function regionIn({ where, text }: ProfileMembers): string | undefined {
  const region = text("sts_region");
  // It becomes part of a host name.
  if (region !== undefined && !/^[a-z0-9-]{1,63}$/.test(region)) {
    throw new CredentialsError("unreadable", `${where} has an sts_region that is no region`);
  }
  return region;
}

function membersIn(text: string, file: string, name: string | undefined): ProfileMembers {
  const { current, profiles } = objectIn(text, file);
  const wanted = name ?? current;
  const profile = Array.isArray(profiles)
    ? profiles.map(asObject).find((candidate) => candidate?.["name"] === wanted)
    : undefined;
  if (profile === undefined) throw new CredentialsError("missing", `${file} has no such profile`);
  return {
    where: `The profile ${JSON.stringify(wanted)} of ${file}`,
    text: (member) => {
      const value = profile[member];
      return (typeof value === "string" && value !== "") || typeof value === "number"
        ? String(value)
        : undefined;
    },
  };
}

function objectIn(text: string, file: string): Readonly<Record<string, unknown>> {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    // Without its cause, which quotes the text.
  }
  const object = asObject(value);
  if (object === undefined) throw new CredentialsError("unreadable", `${file} is not a JSON object`);
  return object;
}

function asObject(value: unknown): Readonly<Record<string, unknown>> | undefined {
  return typeof value === "object" && value !== null ? (value as Record<string, unknown>) : undefined;
}
