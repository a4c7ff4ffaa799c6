import type { X509Certificate } from "node:crypto";
import type { NewRecipientOptions } from "@keyferry/access";
import { readFile } from "@keyferry/files";
import { withOptionFile } from "../config/option-file.ts";
import type { Options } from "../config/option-table.ts";
import { StartError } from "../config/start-error.ts";
import { parseCertificates, renderCertificates } from "../tls/certificate-list.ts";
import { CertificatePathError, endOfPath, followPath } from "./certificate-path.ts";
import { checkRevocation, parseRevocationLists, type RevocationList } from "./revocation-list.ts";

/** Decides whether the key of a new recipient is vouched for; see `newRecipient`. */
export type Certifier = NewRecipientOptions["certify"];

/** In bytes. */
const maxLength = 4 * 1024 * 1024;

/**
 * What vouches for recipients, as the options say: a certificate chain that leads to the CA of `--recipient-ca`, and is not
 * revoked by the lists of `--recipient-crl`; without these options nothing.
 *
 * @param now milliseconds since the epoch: certificates are good by it
 * @throws StartError for files that cannot be read; from the certifier, for a chain that is missing or does not vouch
 */
export async function openCertifier(options: Options, now: () => number): Promise<Certifier> {
  const caFile = options["recipient-ca"];
  const crlFile = options["recipient-crl"];
  if (caFile === undefined) {
    if (crlFile !== undefined) throw new StartError("--recipient-crl goes with --recipient-ca");
    return (_, chain) => {
      if (chain === undefined) return { certificateChain: null, validUntil: null };
      throw new StartError("a certificate chain is checked by the CA of --recipient-ca, and there is none");
    };
  }
  const anchors = await parsed("recipient-ca", caFile, (content) =>
    parseCertificates(content.toString("latin1")),
  );
  const lists =
    crlFile === undefined ? undefined : await parsed("recipient-crl", crlFile, parseRevocationLists);
  return (key, chain) => {
    if (chain === undefined) {
      throw new StartError("a certificate chain that leads to the CA of --recipient-ca must come with it");
    }
    return certify(key.spki, chainOf(chain), { anchors, lists, now: now() });
  };
}

function certify(
  publicKey: Uint8Array,
  chain: readonly [X509Certificate, ...X509Certificate[]],
  {
    anchors,
    lists,
    now,
  }: {
    readonly anchors: readonly X509Certificate[];
    readonly lists: readonly RevocationList[] | undefined;
    readonly now: number;
  },
): ReturnType<Certifier> {
  try {
    const steps = followPath(chain, publicKey, { anchors, now });
    if (lists !== undefined) checkRevocation(steps, lists, now);
    return { certificateChain: renderCertificates(chain), validUntil: endOfPath(steps) };
  } catch (error) {
    if (!(error instanceof CertificatePathError)) throw error;
    throw new StartError(`certificateChain: ${error.message}`, { cause: error });
  }
}

function chainOf(pem: string): ReturnType<typeof parseCertificates> {
  try {
    return parseCertificates(pem);
  } catch (cause) {
    throw new StartError(`certificateChain: ${(cause as Error).message}`, { cause });
  }
}

async function parsed<T>(
  option: "recipient-ca" | "recipient-crl",
  file: string,
  parse: (content: Buffer) => T,
): Promise<T> {
  const content = await withOptionFile(option, () => readFile(file, { limit: maxLength, trust: "named" }));
  try {
    return parse(content);
  } catch (cause) {
    throw new StartError(`--${option}: ${file}: ${(cause as Error).message}`, { cause });
  }
}
