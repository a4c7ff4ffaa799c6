import { StoreError } from "@keyferry/store";
import { nameOfAddress, type PostgresAddress } from "./address.ts";

/** What the codes of PostgreSQL and of Node's network say, and what to do. */
const reasons: readonly (readonly [RegExp, string])[] = [
  [/^28/, "refuses the user or the password: look at both, and at its pg_hba.conf"],
  [/^3D000$/, "is not there: create it, or name another one"],
  [/^53/, "has no connection left: let it have more, or stop others"],
  [/^57P0/, "is starting or stopping: try again"],
  [/^ENOTFOUND$|^EAI_/, "has a host whose name is not known: look at the name"],
  [/^E(?:CONNREFUSED|NOENT)$/, "is not reached: nobody listens there; start it, or look at host and port"],
  [
    /CERT|^ERR_TLS|SELF_SIGNED|UNABLE_TO/,
    "has a certificate that cannot be believed: name who vouches for it, and the host as in the certificate",
  ],
];

/** Node says so by a message alone. */
const noTls = "The server does not support SSL connections";

/** Says why there is no connection, without anything that the database has said. */
export function noConnection(address: PostgresAddress, cause: unknown): StoreError {
  const code = cause instanceof Error && "code" in cause ? String(cause.code) : "";
  const known = reasons.find(([codes]) => codes.test(code))?.[1];
  const withoutTls = cause instanceof Error && cause.message === noTls;
  const why = withoutTls
    ? "knows no TLS: let it have a certificate, or use ?sslmode=disable"
    : (known ?? "does not answer: look at its log");
  return new StoreError("unavailable", `The database ${nameOfAddress(address)} ${why}.`, { cause });
}
