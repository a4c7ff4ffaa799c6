import { encodeFields, type Field } from "./field-encoding.ts";

/**
 * What a sealed record is, and whose: all of it is bound to the record as associated data, so that a record which was
 * moved, or put in another's place, does not open.
 */
export type SealLabel =
  | {
      readonly kind: "key material";
      /** Account id, decimal digits. */
      readonly account: string;
      readonly region: string;
      /** Null for a key outside instances. */
      readonly instance: string | null;
      readonly keyId: string;
      readonly versionId: string;
      readonly spec: string;
    }
  | {
      readonly kind: "material fingerprint";
      readonly account: string;
      readonly region: string;
      readonly instance: string | null;
      readonly keyId: string;
      readonly versionId: string;
    }
  | {
      readonly kind: "import token";
      readonly account: string;
      readonly region: string;
      readonly instance: string | null;
      readonly keyId: string;
    }
  | {
      readonly kind: "access key secret";
      readonly account: string;
      readonly userName: string;
      readonly accessKeyId: string;
    }
  | { readonly kind: "security token" }
  | {
      readonly kind: "TLS key";
      /** SHA-256 of the certificate that the key belongs to, in any one form. */
      readonly certificate: string;
      /** What the certificate is for. */
      readonly role: string;
    }
  | {
      readonly kind: "snapshot";
      /** Under which it is kept. */
      readonly name: string;
    }
  | {
      readonly kind: "receipt key";
      /** `Ed25519` or `EC_SM2`. */
      readonly spec: string;
    }
  | { readonly kind: "root key check" };

/** The kinds of sealed records. Each has a sub-key of its own. */
export type SealedKind = SealLabel["kind"];

type LabelOf<K extends SealedKind> = Extract<SealLabel, { readonly kind: K }>;

/** What each kind is bound to beside its name, in this order. The type demands every member of the label. */
const boundMembers: {
  readonly [K in SealedKind]: Readonly<Record<Exclude<keyof LabelOf<K>, "kind">, true>>;
} = {
  "key material": {
    account: true,
    region: true,
    instance: true,
    keyId: true,
    versionId: true,
    spec: true,
  },
  "material fingerprint": { account: true, region: true, instance: true, keyId: true, versionId: true },
  "import token": { account: true, region: true, instance: true, keyId: true },
  "access key secret": { account: true, userName: true, accessKeyId: true },
  "security token": {},
  "TLS key": { certificate: true, role: true },
  snapshot: { name: true },
  "receipt key": { spec: true },
  "root key check": {},
};

/** Every kind of sealed records. */
export const sealedKinds = Object.keys(boundMembers) as readonly SealedKind[];

/** The one encoding of a label: no two labels have the same. */
export function encodeLabel(label: SealLabel): Uint8Array {
  const values = label as Readonly<Record<string, Field | undefined>>;
  const members = Object.keys(boundMembers[label.kind]);
  return encodeFields([label.kind, ...members.map((member) => values[member] ?? null)]);
}
