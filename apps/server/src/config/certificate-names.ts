import { isIP, isIPv4 } from "node:net";

/** Domains that hold every name of the service and of this machine. */
export const serviceDomains: readonly string[] = ["aliyuncs.com", "localhost"];

/** What the names of a server's certificate follow from. */
export interface NamesSource {
  /** Regions that a Host may choose. */
  readonly regions: readonly string[];
  /** Address or name that the server listens on. */
  readonly host: string;
  /** Names that it goes by elsewhere. */
  readonly further: readonly string[];
}

/**
 * The names of a server's certificate: each Host that the gateways take, this machine's own, and those that it is told of.
 * Each stands there once; what is no name, such as an address with a zone, is left out.
 */
export function certificateNames({ regions, host, further }: NamesSource): readonly string[] {
  const names = [
    ...serviceDomains.flatMap((domain) => [
      `*.cryptoservice.kms.${domain}`,
      ...regions.flatMap((region) => [`kms.${region}.${domain}`, `kms-vpc.${region}.${domain}`]),
    ]),
    "localhost",
    "127.0.0.1",
    "::1",
    host,
    ...further,
  ];
  return [...new Set(names.flatMap((name) => canonicalName(name) ?? []))];
}

/** The domains that a CA must be able to vouch for, when it is made for these names. */
export function domainsOf(names: readonly string[]): readonly string[] {
  const ofServer = names.filter((name) => isIP(name) === 0).map((name) => name.replace(/^\*\./, ""));
  const others = ofServer.filter(
    (name) => !serviceDomains.some((domain) => `.${name}`.endsWith(`.${domain}`)),
  );
  return [...serviceDomains, ...others];
}

/**
 * A host name in lower case, perhaps with `*` as its first label, or an address in its shortest form (RFC 5952).
 *
 * @returns undefined for anything else, such as an address with a zone
 */
export function canonicalName(text: string): string | undefined {
  const name = text.toLowerCase();
  const hasLabels = /^(?:\*\.)?(?!-)[a-z0-9-]{1,63}(?:\.(?!-)[a-z0-9-]{1,63})*$/.test(name);
  // The last label of a name is never a number (RFC 3696 2).
  if (hasLabels && name.length <= 253 && !/(?:^|\.)\d+$/.test(name)) return name;
  if (isIPv4(text)) return text;
  // Compiling Node's expression for IPv6 takes longer than all the rest of this.
  const host = `http://[${text}]`;
  return /^[\da-f:.]+$/i.test(text) && URL.canParse(host) ? new URL(host).hostname.slice(1, -1) : undefined;
}
