import * as z from "zod/mini";

/** What a request field names. */
export type IdentifierKind =
  "key" | "key version" | "alias" | "instance" | "secret" | "access" | "client key";

/** What goes with a field that holds a ciphertext, by the names of other fields. */
export interface CiphertextMark {
  /** Its encryption context. Absent: it has none, whatever the request says. */
  readonly context?: string;
  /** The algorithm of a key pair: where it is given, the ciphertext is one of a key pair, and names no key itself. */
  readonly algorithm?: string;
}

/** How values of a field are written, where its schema alone does not tell. */
export type MarkedForm =
  | { readonly kind: "flag" }
  | { readonly kind: "number"; readonly min: number; readonly max: number }
  /** Bytes as base64 text. */
  | { readonly kind: "bytes"; readonly min: number; readonly max: number }
  /** A DER SubjectPublicKeyInfo as base64 text, or PEM. */
  | { readonly kind: "public key" }
  /** JSON text of an object of strings. */
  | { readonly kind: "pairs" }
  /** JSON text of what the schema reads. */
  | { readonly kind: "json"; readonly schema: z.core.$ZodType };

/** What is said of a field beside its form. Everything that treats a field specially reads it here, and knows no field by name. */
export interface Marks {
  /** Its value may be a secret, in a request or an answer: what is shown to people shows it masked. */
  readonly secret?: true;
  /** Its good values give nothing away: one of a few words, or a number. Where a request is shown to people, they may be. */
  readonly shown?: true;
  /**
   * Of an answer: a text that a caller gave and must get back as it was. Where the form of the answer cannot hold it, there
   * is no answer. Other text is for people, and shows U+FFFD in place of what XML cannot hold.
   */
  readonly verbatim?: true;
  /** How its values are written. */
  readonly form?: MarkedForm;
  /** Of an item in parts: the fields that it is made of. */
  readonly parts?: Readonly<Record<string, z.ZodMiniType>>;
  /** What it names. */
  readonly names?: IdentifierKind;
  /** Of a request: it holds a ciphertext. */
  readonly ciphertext?: CiphertextMark;
  /** What to type for it, in a few words, where its values do not say so themselves. */
  readonly hint?: string;
  /** What holds where it is absent, of a number. */
  readonly preset?: number;
  /** An empty value says something, and does not stand for none. */
  readonly mayBeEmpty?: true;
  /** Name of another field: where that one is given, this one is not looked at, whatever it holds. */
  readonly overriddenBy?: string;
}

const marks = new WeakMap<z.core.$ZodType, Marks>();

/** Says something of a field, beside what was said before. The schema is a new one: others may use the given one as well. */
export function mark<Schema extends z.core.$ZodType>(said: Marks, schema: Schema): Schema {
  const marked = z.clone(schema);
  marks.set(marked, { ...marks.get(schema), ...said });
  return marked;
}

/** What is said of a schema, and not of one that it wraps. */
export function marksOf(schema: z.core.$ZodType): Marks {
  return marks.get(schema) ?? {};
}

/** Marks a field of a request, or a member of an answer, whose value may be a secret. */
export const secret = <Schema extends z.core.$ZodType>(schema: Schema): Schema =>
  mark({ secret: true }, schema);

/** Marks a request field whose good values may be shown to people. */
export const shown = <Schema extends z.core.$ZodType>(schema: Schema): Schema =>
  mark({ shown: true }, schema);

/** Marks a member of an answer that a caller must get back as it was. */
export const verbatim = <Schema extends z.core.$ZodType>(schema: Schema): Schema =>
  mark({ verbatim: true }, schema);

/** Says in a few words what to type for a field. */
export const hint = <Schema extends z.core.$ZodType>(words: string, schema: Schema): Schema =>
  mark({ hint: words }, schema);

/** Says that an empty value of a field is one. */
export const mayBeEmpty = <Schema extends z.core.$ZodType>(schema: Schema): Schema =>
  mark({ mayBeEmpty: true }, schema);

/** Says that an optional field is not looked at where another one, of that name, is given. */
export const overriddenBy = <Schema extends z.core.$ZodType>(field: string, schema: Schema): Schema =>
  mark({ overriddenBy: field }, schema);
