import type { Sealer } from "@keyferry/crypto";
import { regions } from "@keyferry/kms";
import type { GatewayKind } from "@keyferry/protocol";
import type { Options } from "../config/option-table.ts";
import { readCertificateSource } from "../config/tls-options.ts";
import type { ListenerTls } from "./listener-tls.ts";
import { certificateNames } from "../config/certificate-names.ts";
import { dataFolderOf } from "../data/data-folder.ts";
import { makeEphemeralTls } from "./ephemeral-tls.ts";
import { openInstanceTls } from "./instance-tls.ts";
import { openOwnTls, readCertificatesFile } from "./own-tls.ts";
import { secureContextOptions } from "./secure-context.ts";
import type { ServerTls } from "./server-tls.ts";

/** What TLS is opened with, beside the options. */
export interface TlsDependencies {
  readonly sealer: Sealer;
  /** Milliseconds since the epoch. */
  readonly clock: () => number;
}

/**
 * Opens the certificate that the options ask for.
 *
 * @throws StartError for one that cannot be used
 */
export async function openTls(options: Options, { sealer, clock }: TlsDependencies): Promise<ServerTls> {
  const source = readCertificateSource(options);
  if ("certificateFile" in source) return openOwnTls({ ...source, clock });
  const { host, region } = options;
  const folder = dataFolderOf(options);
  const names = certificateNames({ regions: [...regions, region], host, further: source.furtherNames });
  if (folder === undefined) return makeEphemeralTls({ names, clock });
  return openInstanceTls({ folder, sealer, names, clock });
}

/**
 * How each gateway speaks TLS: the dedicated one always, the others where the options say so.
 *
 * @throws StartError for a CA of clients that cannot be read
 */
export function gatewayTls(options: Options, tls: ServerTls): (kind: GatewayKind) => ListenerTls | undefined {
  const clientCaFile = options["dedicated-client-ca"];
  const clientCa =
    clientCaFile === undefined ? undefined : readCertificatesFile("dedicated-client-ca", clientCaFile);
  const over = (ca: string | undefined): ListenerTls => ({
    secureContext: () => secureContextOptions(tls.identity, ca),
    requireClientCertificate: ca !== undefined,
  });
  return (kind) => {
    if (kind === "dedicated") return over(clientCa);
    return options[`${kind}-tls`] ? over(undefined) : undefined;
  };
}
