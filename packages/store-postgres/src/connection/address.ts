import { isIP } from "node:net";
import { StoreError } from "@keyferry/store";

/** Where a PostgreSQL is, and how the way there is protected. */
export interface PostgresAddress {
  /** A name, an IP address, or the folder of a Unix socket. */
  readonly host: string;
  readonly port: number;
  readonly database: string;
  readonly user: string | undefined;
  /** Undefined: what PGPASSWORD or the password file of PostgreSQL says. */
  readonly password: string | undefined;
  /** False: no TLS. */
  readonly tls: false | { readonly ca: string | undefined; readonly host: string };
}

/** The longest URL that is read, in characters. */
const maxLength = 4096;

/**
 * Reads where a database is: `postgres://user:password@host:port/database`. The folder of a Unix socket stands in place of the
 * host, percent-encoded, or in `?host=`. With `ca`, and to any host that is not this machine, TLS is used, and the server's
 * certificate must be good for its name (what PostgreSQL calls verify-full); `?sslmode=disable` does without.
 *
 * @param ca whom to believe, certificates in PEM; undefined: the certification authorities of Node
 * @throws {StoreError} `refused` for a URL that is none, and for what cannot be asked for in one. The message has no password.
 */
export function readAddress(url: string, ca?: string): PostgresAddress {
  const parsed = parse(url);
  const { searchParams } = parsed;
  for (const name of searchParams.keys()) {
    if (name !== "sslmode" && name !== "host") throw refused(`the parameter ${name} is not known`);
  }
  const host = searchParams.get("host") ?? decode(parsed.hostname).replace(/^\[(.*)\]$/, "$1");
  const database = decode(parsed.pathname.slice(1));
  if (host === "") throw refused("it names no host");
  if (database === "") throw refused("it names no database");
  return {
    host,
    port: parsed.port === "" ? 5432 : Number(parsed.port),
    database,
    user: decode(parsed.username) || undefined,
    password: decode(parsed.password) || undefined,
    tls: tlsOf(host, searchParams.get("sslmode"), ca),
  };
}

/** What people are told of an address. */
export function nameOfAddress({ host, port, database }: PostgresAddress): string {
  return `${isIP(host) === 6 ? `[${host}]` : host}:${String(port)}/${database}`;
}

function tlsOf(host: string, mode: string | null, ca: string | undefined): PostgresAddress["tls"] {
  const isHere = host.startsWith("/") || host === "localhost" || host === "::1" || host.startsWith("127.");
  switch (mode) {
    case null:
      return ca === undefined && isHere ? false : { ca, host };
    case "verify-full":
      return { ca, host };
    case "disable":
      if (ca === undefined) return false;
      throw refused("sslmode=disable leaves no use for a certificate of the database");
    default:
      throw refused(`sslmode=${mode} does not say who answers: leave it out, or use verify-full`);
  }
}

function parse(url: string): URL {
  if (url.length > maxLength) throw refused(`it is longer than ${String(maxLength)} characters`);
  if (!/^postgres(?:ql)?:\/\//.test(url)) throw refused("it does not begin with postgres://");
  // As an address of the web, which knows hosts, ports and passwords.
  const parsed = URL.canParse(url) ? new URL(url) : undefined;
  if (parsed === undefined) throw refused("it is no URL");
  return parsed;
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    throw refused("it has a percent sign that encodes nothing");
  }
}

function refused(why: string): StoreError {
  return new StoreError(
    "refused",
    `The URL of the database cannot be used: ${why}. It has the form postgres://user:password@host:port/database.`,
  );
}
