import { FileError, readFile } from "@keyferry/files";
import type { Transport } from "@keyferry/transport";
import { createPublicTransport } from "@keyferry/transport/node";
import { createAssumeRole } from "../assume-role.ts";
import type { Credentials } from "../credentials.ts";
import { createTemporaryCredentials } from "../temporary-credentials.ts";
import { CredentialsError } from "./credentials-error.ts";
import type { Environment } from "./environment-credentials.ts";
import type { Profile } from "./profile.ts";

/** Which profile, and how its role is assumed if it has one. */
export interface ProfileOptions {
  /** Default: that of `ALIBABA_CLOUD_PROFILE`, then the file's own. */
  readonly profile?: string;
  /** Leads to the Security Token Service. Default: `sts.aliyuncs.com`, or that of the profile's region. */
  readonly sts?: Transport;
  /** Default `process.env`. */
  readonly environment?: Environment;
  /** Milliseconds since the epoch. Default `Date.now`. */
  readonly clock?: () => number;
}

/** Files of credentials are small; in bytes. */
const longestFile = 1024 * 1024;

/**
 * A provider that reads a profile each time it is asked, so that it sees what is changed in the file; a role that was
 * assumed is kept for as long as the file is as it was.
 */
export function createProfileProvider(
  file: string,
  profileIn: (text: string) => Profile,
  options: Pick<ProfileOptions, "sts" | "clock">,
): () => Promise<Credentials> {
  let held: { readonly text: string; readonly provider: () => Promise<Credentials> } | undefined;
  return async () => {
    const text = textOf(file);
    if (held?.text !== text) held = { text, provider: providerOf(profileIn(text), options) };
    return held.provider();
  };
}

function providerOf(
  { credentials, role, stsRegion }: Profile,
  { sts, clock = Date.now }: Pick<ProfileOptions, "sts" | "clock">,
): () => Promise<Credentials> {
  if (role === undefined) return async () => credentials;
  const host = stsRegion === undefined ? "sts.aliyuncs.com" : `sts.${stsRegion}.aliyuncs.com`;
  const transport = sts ?? createPublicTransport({ endpoint: `https://${host}` });
  return createTemporaryCredentials({
    assume: createAssumeRole({ transport, credentials, role, clock }),
    clock,
  });
}

/** Whoever can change the file decides whose keys encrypt what is called with it. */
function textOf(file: string): string {
  try {
    return readFile(file, { limit: longestFile, trust: "kept" }).toString("utf8");
  } catch (cause) {
    if (!(cause instanceof FileError)) throw cause;
    throw new CredentialsError(cause.reason === "missing" ? "missing" : "unreadable", cause.message, {
      cause,
    });
  }
}
