import { canonicalName } from "./certificate-names.ts";
import type { Options } from "./option-table.ts";
import { StartError } from "./start-error.ts";

/** Where the server's certificate comes from: files of the operator's own, or the instance's CA. */
export type CertificateSource =
  | { readonly certificateFile: string; readonly keyFile: string; readonly caFile: string | undefined }
  /** Names that the certificate has beside those that it always has. */
  | { readonly furtherNames: readonly string[] };

/**
 * Reads the options of the server's certificate.
 *
 * @throws StartError for half of a pair, options that are of no use to one another, and names that are none
 */
export function readCertificateSource(options: Options): CertificateSource {
  const {
    "tls-certificate": certificateFile,
    "tls-key": keyFile,
    "tls-ca": caFile,
    "tls-names": list,
  } = options;
  if ((certificateFile === undefined) !== (keyFile === undefined)) {
    throw new StartError("--tls-certificate and --tls-key are of use together only");
  }
  if (certificateFile === undefined || keyFile === undefined) {
    if (caFile !== undefined) throw new StartError("--tls-ca is of no use without --tls-certificate");
    return { furtherNames: readNames(list) };
  }
  if (list !== undefined) {
    throw new StartError("--tls-names is of no use with --tls-certificate, which has names of its own");
  }
  return { certificateFile, keyFile, caFile };
}

function readNames(list: string | undefined): readonly string[] {
  const names = list?.split(",").map((name) => name.trim()) ?? [];
  const wrong = names.find((name) => canonicalName(name) === undefined);
  if (wrong === undefined) return names;
  throw new StartError(`--tls-names: ${wrong} is neither a host name nor an address`);
}
