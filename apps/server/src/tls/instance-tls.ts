import { existsSync } from "node:fs";
import { join, resolve } from "node:path";
import type { Sealer } from "@keyferry/crypto";
import { FileError, readFile, writeWholeFile } from "@keyferry/files";
import { StartError } from "../config/start-error.ts";
import { domainsOf } from "../config/certificate-names.ts";
import { DamagedIdentityError, readIdentity, writeIdentity } from "./identity-file.ts";
import { endOf, isDue } from "./identity-life.ts";
import { presented, type Identity } from "./identity.ts";
import type { ServerTls } from "./server-tls.ts";

/** In bytes; it has about 700. */
const longestCertificate = 16_384;

/** What TLS under the CA of an instance stands on. */
export interface InstanceTlsOptions {
  /** Folder of `ca.key`, `ca.pem` and `server.key`. */
  readonly folder: string;
  readonly sealer: Sealer;
  /** Host names and addresses of the server's certificate. */
  readonly names: readonly string[];
  /** Milliseconds since the epoch. */
  readonly clock: () => number;
}

/**
 * Opens the CA of an instance and a server's certificate under it; makes what is not there. The CA stays what it is, since
 * clients trust it: one that is damaged or over is refused. A server's certificate is made anew whenever that is of use.
 *
 * @throws StartError for a CA that is damaged, missing, over, or may not vouch for one of the names
 */
export async function openInstanceTls({
  folder,
  sealer,
  names,
  clock,
}: InstanceTlsOptions): Promise<ServerTls> {
  const files = {
    authority: join(folder, "ca.key"),
    certificate: join(folder, "ca.pem"),
    server: join(folder, "server.key"),
  };
  const authority = readAuthority() ?? (await newAuthority());
  const caCertificateChainPem = authority.certificate.toString();
  // A copy for clients: it follows what the CA itself says.
  if (textOf(files.certificate) !== caCertificateChainPem) {
    writeWholeFile(files.certificate, caCertificateChainPem, { mode: 0o644 });
  }
  let current = readServer() ?? (await newServer());
  if (isDue(current, authority, names, clock())) current = await newServer();

  return {
    get identity() {
      return presented(current);
    },
    caFile: resolve(files.certificate),
    caCertificateChainPem,
    async renew() {
      if (!isDue(current, authority, names, clock())) return false;
      current = await newServer();
      return true;
    },
  };

  function readAuthority(): Identity | undefined {
    const found = readSound();
    if (found === undefined) {
      if (existsSync(files.certificate)) throw unusable(`${files.authority} is missing`);
      return undefined;
    }
    if (endOf(found) <= clock()) throw unusable(`the CA in ${files.authority} has expired`);
    return found;
  }

  function readSound(): Identity | undefined {
    try {
      return readIdentity(files.authority, "CA", sealer);
    } catch (error) {
      if (error instanceof DamagedIdentityError) throw unusable(error.message, error);
      throw error;
    }
  }

  function unusable(reason: string, cause?: unknown): StartError {
    return new StartError(
      `${reason}: put back what was there before, or remove ca.key and ca.pem from ${folder} to have another CA made, ` +
        "which clients must be given then",
      { cause },
    );
  }

  async function newAuthority(): Promise<Identity> {
    const { makeAuthority } = await issuing();
    const made = makeAuthority(domainsOf(names), clock());
    writeIdentity(files.authority, "CA", made, sealer);
    return made;
  }

  function readServer(): Identity | undefined {
    try {
      return readIdentity(files.server, "server", sealer);
    } catch (error) {
      // Nothing depends on it: a new one is as good.
      if (error instanceof DamagedIdentityError) return undefined;
      throw error;
    }
  }

  async function newServer(): Promise<Identity> {
    const { issueServerIdentity, unpermittedName } = await issuing();
    const outside = unpermittedName(authority, names);
    if (outside !== undefined) {
      throw unusable(`the CA in ${files.authority} was made for other names than ${outside}`);
    }
    const made = issueServerIdentity(authority, names, clock());
    writeIdentity(files.server, "server", made, sealer);
    return made;
  }
}

/** Undefined where there is no file, or one that is not to be believed. */
function textOf(file: string): string | undefined {
  try {
    return readFile(file, { limit: longestCertificate, trust: "own" }).toString("latin1");
  } catch (error) {
    if (error instanceof FileError) return undefined;
    throw error;
  }
}

/** What makes certificates is large, and most starts find them made. */
function issuing() {
  return import("./certificate-authority.ts");
}
