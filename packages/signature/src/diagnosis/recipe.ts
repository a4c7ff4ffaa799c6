import { publicUtf8 } from "@keyferry/bytes";
import { sha256 } from "@noble/hashes/sha2.js";
import { bytesToHex } from "@noble/hashes/utils.js";
import type { AcsScheme } from "../acs.ts";
import { sortByBytes } from "../canonical-query.ts";
import { encodeWith, type EncodingFault } from "./deviant-encoding.ts";

/** A parameter, decoded. */
export type Pair = readonly [name: string, value: string];

/** How the parameters become a canonical query. */
export interface QueryRecipe {
  readonly method: string;
  /** In the order sent; without Signature. */
  readonly parameters: readonly Pair[];
  readonly order: "bytes" | "as sent" | "locale" | "case-insensitive" | "pairs";
  readonly encoding: ReadonlySet<EncodingFault>;
  readonly encodeNames: boolean;
  readonly encodeValues: boolean;
  readonly empty: "name=" | "name" | "left out";
}

/** How a V1 client may have come to its string to sign. */
export interface V1Recipe extends QueryRecipe {
  /** Whether the canonical query is encoded once more as a whole. */
  readonly again: boolean;
  /** The path as it stands in the string to sign. */
  readonly encodedPath: string;
  readonly secret: SecretForm;
  /** Whether `&` follows the secret. */
  readonly ampersand: boolean;
  readonly hash: "SHA-1" | "SHA-256";
}

/** How an ACS client may have come to its string to sign. */
export interface AcsRecipe extends QueryRecipe {
  readonly scheme: AcsScheme;
  readonly path: string;
  /** Lines of the canonical headers, in order. */
  readonly headers: readonly Pair[];
  readonly signedHeaders: readonly string[];
  readonly lastLineFeed: boolean;
  readonly payloadHash: string;
  /** Whether hashes are written in upper case. */
  readonly upperCase: boolean;
  /** Whether the canonical request is hashed before it is signed. */
  readonly hashed: boolean;
  readonly secret: SecretForm;
  readonly ampersand: boolean;
  /** ACS4 only. */
  readonly derivation: Derivation | null;
}

/** What stands around the secret, or is taken from around it. */
export type SecretForm =
  "as it is" | "trimmed" | "line feed behind" | "CR LF behind" | "blank behind" | "blank before";

/** How the key of an ACS4 signature is derived. */
export interface Derivation {
  readonly form: "bytes" | "last as hex" | "all as hex" | "none";
  readonly prefix: string;
  /** Date, region, product, terminator. */
  readonly links: readonly string[];
}

/** The string to sign of a V1 recipe. */
export function textOfV1(recipe: V1Recipe): string {
  const query = canonicalQuery(recipe);
  const { method, encodedPath, again, encoding } = recipe;
  return `${method}&${encodedPath}&${again ? encodeWith(query, encoding) : query}`;
}

/** The canonical request of an ACS recipe. */
export function canonicalOf(recipe: AcsRecipe): string {
  const lines = recipe.headers.map(([name, value]) => `${name}:${value}`).join("\n");
  const headers = recipe.lastLineFeed ? `${lines}\n` : lines;
  const payloadHash = inCase(recipe.payloadHash, recipe);
  const { method, path, signedHeaders } = recipe;
  return [method, path, canonicalQuery(recipe), headers, signedHeaders.join(";"), payloadHash].join("\n");
}

/** What an ACS recipe signs. */
export function textOfAcs(recipe: AcsRecipe): string {
  const canonical = canonicalOf(recipe);
  return recipe.hashed
    ? `${recipe.scheme}\n${inCase(bytesToHex(sha256(publicUtf8(canonical))), recipe)}`
    : canonical;
}

function inCase(hex: string, { upperCase }: AcsRecipe): string {
  return upperCase ? hex.toUpperCase() : hex;
}

function canonicalQuery(recipe: QueryRecipe): string {
  const { encoding, encodeNames, encodeValues, empty } = recipe;
  const parts: string[] = [];
  for (const [name, value] of inOrder(recipe)) {
    const nameText = encodeNames ? encodeWith(name, encoding) : name;
    if (value === "" && empty !== "name=") {
      if (empty === "name") parts.push(nameText);
      continue;
    }
    parts.push(`${nameText}=${encodeValues ? encodeWith(value, encoding) : value}`);
  }
  return parts.join("&");
}

function inOrder({ parameters, order }: QueryRecipe): readonly Pair[] {
  switch (order) {
    case "as sent":
      return parameters;
    case "bytes": {
      const byName = new Map(parameters);
      return sortByBytes(byName.keys()).map((name) => [name, byName.get(name) ?? ""]);
    }
    case "locale": {
      const { compare } = new Intl.Collator("en");
      return parameters.toSorted(([a], [b]) => compare(a, b));
    }
    case "case-insensitive":
      return parameters.toSorted(([a], [b]) => unitOrder(a.toLowerCase(), b.toLowerCase()));
    case "pairs":
      return parameters.toSorted((a, b) => unitOrder(a.join("="), b.join("=")));
  }
}

function unitOrder(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
