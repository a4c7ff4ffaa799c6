import { createPrivateKey, type KeyObject } from "node:crypto";
import { resolve } from "node:path";
import { createSecureContext } from "node:tls";
import { FileError, readFile } from "@keyferry/files";
import { namingOption } from "../config/option-file.ts";
import type { OptionName } from "../config/option-table.ts";
import { StartError } from "../config/start-error.ts";
import { parseCertificates, renderCertificates } from "./certificate-list.ts";
import type { PresentedIdentity } from "./identity.ts";
import { secureContextOptions } from "./secure-context.ts";
import type { ServerTls } from "./server-tls.ts";

/** Files of an operator's own certificate. */
export interface OwnTlsOptions {
  /** The server's certificate, and behind it those that lead to its CA, in PEM. */
  readonly certificateFile: string;
  /** Its private key, in PEM, not encrypted. */
  readonly keyFile: string;
  /** What clients must trust, in PEM. */
  readonly caFile: string | undefined;
  /** Milliseconds since the epoch. */
  readonly clock: () => number;
}

/**
 * Opens an operator's own certificate, and follows its files: another pair in them is taken once it is sound.
 *
 * @throws StartError for a file that cannot be read, a key that is not the certificate's, a certificate that is not good
 *   now
 */
export function openOwnTls(options: OwnTlsOptions): ServerTls {
  let current = readOwn(options);
  const { caFile } = options;
  const ca = caFile === undefined ? null : readCertificatesFile("tls-ca", caFile);
  return {
    get identity() {
      return current;
    },
    caFile: caFile === undefined ? null : resolve(caFile),
    caCertificateChainPem: ca,
    async renew() {
      const found = readOwn(options);
      if (found.chain === current.chain && found.key === current.key) return false;
      current = found;
      return true;
    },
  };
}

/**
 * The certificates in a file that an option names, in PEM.
 *
 * @throws StartError for a file that cannot be read or holds none
 */
export function readCertificatesFile(option: OptionName, file: string): string {
  return reading(option, file, () => renderCertificates(parseCertificates(textOf(file))));
}

function readOwn({ certificateFile, keyFile, clock }: OwnTlsOptions): PresentedIdentity {
  const chain = readCertificatesFile("tls-certificate", certificateFile);
  const [certificate] = parseCertificates(chain);
  const privateKey = reading("tls-key", keyFile, () => privateKeyIn(keyFile));
  if (!certificate.checkPrivateKey(privateKey)) {
    throw new StartError(
      `--tls-key: the key in ${keyFile} is not that of the first certificate in ${certificateFile}`,
    );
  }
  const [start, end] = [Date.parse(certificate.validFrom), Date.parse(certificate.validTo)];
  if (clock() < start || clock() >= end) {
    const life = `${new Date(start).toISOString()} to ${new Date(end).toISOString()}`;
    throw new StartError(
      `--tls-certificate: the certificate in ${certificateFile} is good from ${life} only`,
    );
  }
  const key = privateKey.export({ format: "pem", type: "pkcs8" }) as string;
  // OpenSSL refuses what it holds for weak, such as short RSA keys.
  return reading("tls-certificate", certificateFile, () => {
    createSecureContext(secureContextOptions({ key, chain }, undefined));
    return { key, chain };
  });
}

/** In bytes: as many certificates as a platform has. */
const maxLength = 1_048_576;

function textOf(file: string): string {
  return readFile(file, { limit: maxLength, trust: "named" }).toString("latin1");
}

function privateKeyIn(file: string): KeyObject {
  const pem = readFile(file, { limit: maxLength, trust: "secret" });
  try {
    return createPrivateKey(pem);
  } finally {
    pem.fill(0);
  }
}

function reading<T>(option: OptionName, file: string, read: () => T): T {
  try {
    return read();
  } catch (cause) {
    if (cause instanceof FileError) throw namingOption(option, cause);
    throw new StartError(`--${option}: ${file} cannot be used: ${(cause as Error).message}`, { cause });
  }
}
