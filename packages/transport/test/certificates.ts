import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { isIP } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** A certificate and its private key, as PEM text. */
export interface Identity {
  readonly cert: string;
  readonly key: string;
}

/** An authority that certifies, made anew. */
export interface CertificateAuthority {
  /** As PEM text. */
  readonly certificate: string;
  /** A server's certificate for these names and addresses; valid from today, so many days. */
  issue(names: readonly string[], options?: { readonly days?: number }): Identity;
  /** A client's certificate. */
  clientCertificate(name: string): { readonly certificate: string; readonly key: string };
}

/**
 * Makes an authority with the openssl command.
 *
 * @throws Error when there is no such command
 */
export function certificateAuthority(): CertificateAuthority {
  const root = inFolder((folder) =>
    make(folder, "Authority", ["basicConstraints=critical,CA:TRUE", "keyUsage=critical,keyCertSign"], 1),
  );
  return {
    certificate: root.cert,
    issue: (names, { days = 1 } = {}) => {
      const alternatives = names.map((name) => `${isIP(name) === 0 ? "DNS" : "IP"}:${name}`).join(",");
      const extensions = [`subjectAltName=${alternatives}`, "extendedKeyUsage=serverAuth"];
      return inFolder((folder) => make(folder, names[0] ?? "", extensions, days, root));
    },
    clientCertificate: (name) => {
      const { cert, key } = inFolder((folder) =>
        make(folder, name, ["extendedKeyUsage=clientAuth"], 1, root),
      );
      return { certificate: cert, key };
    },
  };
}

function make(
  folder: string,
  name: string,
  extensions: readonly string[],
  days: number,
  issuer?: Identity,
): Identity {
  const [keyFile, certificateFile] = [join(folder, "key.pem"), join(folder, "certificate.pem")];
  openssl(
    ...["req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-batch"],
    ...["-subj", `/CN=${name}`, "-days", String(days), "-keyout", keyFile, "-out", certificateFile],
    ...extensions.flatMap((extension) => ["-addext", extension]),
    ...(issuer === undefined ? [] : issuerOptions(folder, issuer)),
  );
  return { cert: readFileSync(certificateFile, "utf8"), key: readFileSync(keyFile, "utf8") };
}

function issuerOptions(folder: string, { cert, key }: Identity): readonly string[] {
  const [certificateFile, keyFile] = [join(folder, "issuer.pem"), join(folder, "issuer-key.pem")];
  writeFileSync(certificateFile, cert);
  writeFileSync(keyFile, key, { mode: 0o600 });
  return ["-CA", certificateFile, "-CAkey", keyFile, "-addext", "basicConstraints=critical,CA:FALSE"];
}

function inFolder<T>(work: (folder: string) => T): T {
  const folder = mkdtempSync(join(tmpdir(), "keyferry-certificates-"));
  try {
    return work(folder);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

function openssl(...args: readonly string[]): void {
  execFileSync("openssl", args, { stdio: "pipe" });
}
