import { flag, formed, oneOf, port, text, texts, whole, type OptionKind } from "./option-kinds.ts";

/** One option: its flag is `--<name> <value>`, its variable `KEYFERRY_<NAME>`, its key in the config file `<name>`. */
interface OptionRow {
  /** Stands for the value in the help; absent for a switch. */
  readonly value?: string;
  readonly text: string;
  readonly kind: OptionKind<unknown>;
  /** Whether the flag may be given several times; its values are put together as a list. */
  readonly repeatable?: true;
  /** What the help calls the default, where the kind has none to show. */
  readonly otherwise?: string;
}

/** Every option of the server. */
export const optionTable = {
  config: { value: "<file>", text: "YAML or JSON file with options", kind: text() },
  data: {
    value: "<dir>",
    text: "folder for everything that is kept",
    kind: text("./.keyferry"),
  },
  ephemeral: {
    text: "keep nothing: all in memory, no file written but those that other options name",
    kind: flag(false),
  },
  "test-controls": {
    text: "let the account's root move the clock, make faults, and take snapshots; on loopback only",
    kind: flag(false),
  },
  database: {
    value: "<url>",
    text: "where keys are kept: `sqlite`, a file in the data folder, or `postgres://user@host:port/database`, for several servers",
    kind: text("sqlite"),
  },
  "database-direct": {
    value: "<url>",
    text: "the way to that PostgreSQL itself, where --database leads by way of a pooler",
    kind: text(),
    otherwise: "--database",
  },
  "database-ca": {
    value: "<file>",
    text: "whom to believe that the PostgreSQL is itself, PEM; then it is asked over TLS",
    kind: text(),
    otherwise: "for another machine, the certification authorities of Node",
  },
  "root-key-file": {
    value: "<file>",
    text: "file with the root key, 32 bytes in base64; made on first start",
    kind: text(),
    otherwise: "root.key in the data folder, or the variable KEYFERRY_ROOT_KEY",
  },
  host: { value: "<address>", text: "address to listen on", kind: text("127.0.0.1") },
  "public-port": {
    value: "<port>",
    text: "port of the public gateway; 0 picks a free one",
    kind: port(7788),
  },
  "vpc-port": {
    value: "<port>",
    text: "port of the VPC gateway; 0 picks a free one",
    kind: port(7789),
  },
  "dedicated-port": {
    value: "<port>",
    text: "port of the dedicated gateway; 0 picks a free one",
    kind: port(7790),
  },
  "public-tls": { text: "HTTPS on the public gateway", kind: flag(false) },
  "vpc-tls": { text: "HTTPS on the VPC gateway", kind: flag(false) },
  "tls-certificate": {
    value: "<file>",
    text: "the server's certificate, and those that lead to its CA, in PEM",
    kind: text(),
    otherwise: "made under a CA in the data folder",
  },
  "tls-key": {
    value: "<file>",
    text: "private key of that certificate, in PEM",
    kind: text(),
  },
  "tls-ca": {
    value: "<file>",
    text: "what clients must trust for that certificate, in PEM",
    kind: text(),
  },
  "tls-names": {
    value: "<list>",
    text: "further host names and addresses for the certificate that is made, comma-separated",
    kind: text(),
  },
  "dedicated-client-ca": {
    value: "<file>",
    text: "CA, in PEM, of the certificates that clients of the dedicated gateway must have",
    kind: text(),
  },
  "vpc-ranges": {
    value: "<list>",
    text: "VPCs and the addresses of their hosts: vpc-orders=10.1.0.0/16,vpc-returns=192.0.2.7",
    kind: text(),
  },
  "allow-origin": {
    value: "<list>",
    text: "origins of web pages that may call, comma-separated or given several times, such as https://app.example",
    kind: texts(),
    repeatable: true,
  },
  profile: {
    value: "<name>",
    text: "keyferry, or alibaba: with the documented limits of calls and quotas",
    kind: oneOf(["keyferry", "alibaba"], "keyferry"),
  },
  quotas: {
    value: "<list>",
    text: "how many an account may have in a region outside instances: keys, key-versions, aliases, secrets, such as keys=50; and in each instance: instance-aliases",
    kind: text(),
    otherwise: "any number, or keys=200,key-versions=10000,aliases=300 with --profile alibaba",
  },
  "access-key-id": {
    value: "<id>",
    text: "the account's root access key",
    kind: formed(
      /^[A-Za-z0-9._-]{1,128}$/,
      "1 to 128 letters, digits, dots, underscores and hyphens",
      "keyferry",
    ),
  },
  "access-key-secret": {
    value: "<secret>",
    text: "its secret; better set by the variable KEYFERRY_ACCESS_KEY_SECRET",
    kind: formed(/^[\x20-\x7e]{1,256}$/, "1 to 256 printable characters of ASCII", "keyferry-loopback-only"),
  },
  region: {
    value: "<id>",
    text: "region of a request whose Host names none",
    kind: formed(/^[a-z0-9-]{1,64}$/, "1 to 64 small letters, digits and hyphens", "cn-hangzhou"),
  },
  "account-id": {
    value: "<digits>",
    text: "the account",
    kind: formed(/^\d{1,32}$/, "1 to 32 digits", "1000000000000000"),
  },
  workers: {
    value: "<n>",
    text: "processes that serve; only 1 so far",
    kind: whole({ min: 1, max: 1_024 }, 1),
  },
  crypto: {
    value: "<list>",
    text: "node, software, webcrypto, pkcs11, comma-separated; the first that can do a thing does it",
    kind: formed(/^[^]*$/, "a list", "node,software"),
  },
  "pkcs11-module": {
    value: "<path>",
    text: "library of the hardware module, for --crypto with pkcs11",
    kind: text(),
  },
  "pkcs11-token-label": { value: "<text>", text: "label of its token", kind: text() },
  "pkcs11-pin-file": {
    value: "<file>",
    text: "file with the PIN of the token's user",
    kind: text(),
    otherwise: "the variable KEYFERRY_PKCS11_PIN",
  },
  "pkcs11-library-parameters": {
    value: "<text>",
    text: "start-up parameters of the library (NSS needs them)",
    kind: text(),
  },
  "verify-module-output": {
    value: "[boolean]",
    text: "open and verify in the hardware module what it has made before it leaves; false leaves that out",
    kind: flag(true),
  },
  "host-fallback": {
    value: "<policy>",
    text: "refuse or allow: what the hardware module cannot do inside is done on the host",
    kind: oneOf(["refuse", "allow"], "refuse"),
  },
  "strict-protection-level": {
    text: "refuse ProtectionLevel HSM while no hardware module is configured",
    kind: flag(false),
  },
  "require-nonce": {
    text: "refuse V1 requests without a SignatureNonce; ACS requests always need their nonce",
    kind: flag(false),
  },
  "failed-signatures": {
    value: "<n>",
    text: "requests with a wrong signature or an unknown access key that an address may send in a minute; 0: any number",
    kind: whole({ min: 0, max: 1_000_000 }),
    otherwise: "100, or 0 on a loopback address",
  },
  "secret-rotation-hook": {
    value: "<program or URL>",
    text: "what renews managed secrets: the whole path of a program, or a URL; see docs/secrets.md",
    kind: text(),
  },
  "secret-rotation-timeout": {
    value: "<seconds>",
    text: "how long the hook may take for one answer, 1 to 120",
    kind: whole({ min: 1, max: 120 }, 30),
  },
  seed: {
    value: "<file>",
    text: "YAML or JSON file with keys and users for an empty store",
    kind: text(),
  },
  "recipient-ca": {
    value: "<file>",
    text: "CA, in PEM, that must vouch by certificates for every recipient that is given a name",
    kind: text(),
  },
  "recipient-crl": {
    value: "<file>",
    text: "lists of certificates that it and those below it have revoked, in PEM or DER",
    kind: text(),
  },
  "audit-log": {
    value: "<file>",
    text: "file of the audit trail; - for standard output",
    kind: text(),
    otherwise: "audit.log in the data folder",
  },
  "receipt-key-spec": {
    value: "<spec>",
    text: "Ed25519 or EC_SM2: the key that signs receipts of exports; made at the first start with it",
    kind: oneOf(["Ed25519", "EC_SM2"], "Ed25519"),
  },
  explain: {
    value: "[boolean]",
    text: "explain refusals: each answer names a page, and `keyferry explain` shows the last ones",
    kind: flag(),
    otherwise: "true on a loopback address, false elsewhere",
  },
  explorer: {
    value: "[boolean]",
    text: "serve the explorer, a web page to try every operation, at /explorer/ of each gateway",
    kind: flag(),
    otherwise: "true on a loopback address, false elsewhere",
  },
  "ready-file": {
    value: "<file>",
    text: "written once every gateway accepts",
    kind: text(),
    otherwise: "ready.json in the data folder",
  },
  "log-level": {
    value: "<level>",
    text: "fatal, error, warn, info or debug",
    kind: oneOf(["fatal", "error", "warn", "info", "debug"], "info"),
  },
} as const satisfies Readonly<Record<string, OptionRow>>;

/** Name of an option. */
export type OptionName = keyof typeof optionTable;

/** The options, checked. */
export type Options = {
  readonly [Name in OptionName]: ReturnType<(typeof optionTable)[Name]["kind"]["read"]>;
};

/** A row of the table, its particulars forgotten. */
export function optionRow(name: OptionName): OptionRow {
  return optionTable[name];
}
