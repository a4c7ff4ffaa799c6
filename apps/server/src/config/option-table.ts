import * as z from "zod";

const port = z.coerce.number().int().min(0).max(65_535);
const flag = z.union([z.boolean(), z.stringbool({ truthy: ["true", "1"], falsy: ["false", "0"] })]);

/** One option: its flag is `--<name> <value>`, its variable `KEYFERRY_<NAME>`, its key in the config file `<name>`. */
interface OptionRow {
  /** Stands for the value in the help; absent for a switch. */
  readonly value?: string;
  readonly text: string;
  readonly schema: z.ZodType;
  /** Whether the flag may be given several times; its values are put together as a list. */
  readonly repeatable?: true;
  /** What the help calls the default, where the schema has none to show. */
  readonly otherwise?: string;
}

/** Every option of the server. */
export const optionTable = {
  config: { value: "<file>", text: "YAML or JSON file with options", schema: z.string().optional() },
  data: {
    value: "<dir>",
    text: "folder for everything that is kept",
    schema: z.string().min(1).default("./.keyferry"),
  },
  database: {
    value: "<url>",
    text: "where keys are kept; only `sqlite`, the file in the data folder, exists so far",
    schema: z.string().default("sqlite"),
  },
  "root-key-file": {
    value: "<file>",
    text: "file with the root key, 32 bytes in base64; made on first start",
    schema: z.string().min(1).optional(),
    otherwise: "root.key in the data folder, or the variable KEYFERRY_ROOT_KEY",
  },
  host: { value: "<address>", text: "address to listen on", schema: z.string().min(1).default("127.0.0.1") },
  "public-port": {
    value: "<port>",
    text: "port of the public gateway; 0 picks a free one",
    schema: port.default(7788),
  },
  "vpc-port": {
    value: "<port>",
    text: "port of the VPC gateway; 0 picks a free one",
    schema: port.default(7789),
  },
  "dedicated-port": {
    value: "<port>",
    text: "port of the dedicated gateway; 0 picks a free one",
    schema: port.default(7790),
  },
  "public-tls": { text: "HTTPS on the public gateway", schema: flag.default(false) },
  "vpc-tls": { text: "HTTPS on the VPC gateway", schema: flag.default(false) },
  "tls-certificate": {
    value: "<file>",
    text: "the server's certificate, and those that lead to its CA, in PEM",
    schema: z.string().min(1).optional(),
    otherwise: "made under a CA in the data folder",
  },
  "tls-key": {
    value: "<file>",
    text: "private key of that certificate, in PEM",
    schema: z.string().min(1).optional(),
  },
  "tls-ca": {
    value: "<file>",
    text: "what clients must trust for that certificate, in PEM",
    schema: z.string().min(1).optional(),
  },
  "tls-names": {
    value: "<list>",
    text: "further host names and addresses for the certificate that is made, comma-separated",
    schema: z.string().min(1).optional(),
  },
  "dedicated-client-ca": {
    value: "<file>",
    text: "CA, in PEM, of the certificates that clients of the dedicated gateway must have",
    schema: z.string().min(1).optional(),
  },
  "vpc-ranges": {
    value: "<list>",
    text: "VPCs and the addresses of their hosts: vpc-orders=10.1.0.0/16,vpc-returns=192.0.2.7",
    schema: z.string().optional(),
  },
  "allow-origin": {
    value: "<list>",
    text: "origins of web pages that may call, comma-separated or given several times, such as https://app.example",
    schema: z.union([z.string(), z.array(z.string())]).optional(),
    repeatable: true,
  },
  profile: {
    value: "<name>",
    text: "keyferry, or alibaba: with the documented limits of calls",
    schema: z.enum(["keyferry", "alibaba"]).default("keyferry"),
  },
  "access-key-id": {
    value: "<id>",
    text: "the account's root access key",
    schema: z
      .string()
      .regex(/^[A-Za-z0-9._-]{1,128}$/)
      .default("keyferry"),
  },
  "access-key-secret": {
    value: "<secret>",
    text: "its secret; better set by the variable KEYFERRY_ACCESS_KEY_SECRET",
    schema: z
      .string()
      .regex(/^[\x20-\x7e]{1,256}$/)
      .default("keyferry-loopback-only"),
  },
  region: {
    value: "<id>",
    text: "region of a request whose Host names none",
    schema: z
      .string()
      .regex(/^[a-z0-9-]{1,64}$/)
      .default("cn-hangzhou"),
  },
  "account-id": {
    value: "<digits>",
    text: "the account",
    schema: z.coerce
      .string()
      .regex(/^\d{1,32}$/)
      .default("1000000000000000"),
  },
  workers: {
    value: "<n>",
    text: "processes that serve; only 1 so far",
    schema: z.coerce.number().int().min(1).default(1),
  },
  crypto: {
    value: "<list>",
    text: "node, software, webcrypto, pkcs11, comma-separated; the first that can do a thing does it",
    schema: z.string().default("node,software"),
  },
  "pkcs11-module": {
    value: "<path>",
    text: "library of the hardware module, for --crypto with pkcs11",
    schema: z.string().min(1).optional(),
  },
  "pkcs11-token-label": { value: "<text>", text: "label of its token", schema: z.string().min(1).optional() },
  "pkcs11-pin-file": {
    value: "<file>",
    text: "file with the PIN of the token's user",
    schema: z.string().min(1).optional(),
    otherwise: "the variable KEYFERRY_PKCS11_PIN",
  },
  "pkcs11-library-parameters": {
    value: "<text>",
    text: "start-up parameters of the library (NSS needs them)",
    schema: z.string().min(1).optional(),
  },
  "host-fallback": {
    value: "<policy>",
    text: "refuse or allow: what the hardware module cannot do inside is done on the host",
    schema: z.enum(["refuse", "allow"]).default("refuse"),
  },
  "strict-protection-level": {
    text: "refuse ProtectionLevel HSM while no hardware module is configured",
    schema: flag.default(false),
  },
  "require-nonce": {
    text: "refuse V1 requests without a SignatureNonce; ACS requests always need their nonce",
    schema: flag.default(false),
  },
  "failed-signatures": {
    value: "<n>",
    text: "requests with a wrong signature or an unknown access key that an address may send in a minute; 0: any number",
    schema: z.coerce.number().int().min(0).max(1_000_000).optional(),
    otherwise: "100, or 0 on a loopback address",
  },
  seed: {
    value: "<file>",
    text: "YAML or JSON file with keys and users for an empty store",
    schema: z.string().optional(),
  },
  "audit-log": {
    value: "<file>",
    text: "file of the audit trail; - for standard output",
    schema: z.string().min(1).optional(),
    otherwise: "audit.log in the data folder",
  },
  explain: {
    value: "[boolean]",
    text: "explain refusals: each answer names a page, and `keyferry explain` shows the last ones",
    schema: flag.optional(),
    otherwise: "true on a loopback address, false elsewhere",
  },
  "ready-file": {
    value: "<file>",
    text: "written once every gateway accepts",
    schema: z.string().min(1).optional(),
    otherwise: "ready.json in the data folder",
  },
  "log-level": {
    value: "<level>",
    text: "fatal, error, warn, info or debug",
    schema: z.enum(["fatal", "error", "warn", "info", "debug"]).default("info"),
  },
} as const satisfies Readonly<Record<string, OptionRow>>;

/** Name of an option. */
export type OptionName = keyof typeof optionTable;

/** The options, checked. */
export type Options = { readonly [Name in OptionName]: z.output<(typeof optionTable)[Name]["schema"]> };

/** A row of the table, its particulars forgotten. */
export function optionRow(name: OptionName): OptionRow {
  return optionTable[name];
}
