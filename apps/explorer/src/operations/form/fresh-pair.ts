import { encodeBase64, publicBytesOf, wipe } from "@keyferry/bytes";

/** A key pair that was made in this page. */
export interface FreshPair {
  /** SubjectPublicKeyInfo, base64 of its DER. */
  readonly publicKey: string;
  /** The same, DER. */
  readonly spki: Uint8Array;
  /** PKCS #8 (RFC 5958), PEM. */
  readonly privateKeyPem: string;
}

const modulusLengths: Readonly<Record<string, number>> = { RSA_2048: 2048, RSA_3072: 3072, RSA_4096: 4096 };

/** Whether the page makes pairs of a kind: those of RSA, by WebCrypto, which browsers keep from pages over plain HTTP of other machines. */
export function makesPairsOf(spec: string): boolean {
  return isSecureContext && Object.hasOwn(modulusLengths, spec);
}

/** How many private keys the page remembers. */
const maxPairs = 10;
const pairs = new Map<string, FreshPair>();

/** The pair of a public key, where this page made it since it was loaded. */
export function pairOf(publicKey: string): FreshPair | undefined {
  return pairs.get(publicKey);
}

/** Makes a key pair for RSAES-OAEP. The page alone remembers it, until it is closed or has made more of them. @throws Error for a kind of which the page makes none */
export async function makePair(spec: string): Promise<FreshPair> {
  const modulusLength = modulusLengths[spec];
  if (modulusLength === undefined) throw new Error(`no pairs of ${spec} are made here`);
  const { publicKey, privateKey } = await crypto.subtle.generateKey(
    { name: "RSA-OAEP", modulusLength, publicExponent: publicBytesOf(1, 0, 1), hash: "SHA-256" },
    true,
    ["encrypt", "decrypt"],
  );
  const spki = new Uint8Array(await crypto.subtle.exportKey("spki", publicKey));
  const pkcs8 = new Uint8Array(await crypto.subtle.exportKey("pkcs8", privateKey));
  const lines = encodeBase64(pkcs8).match(/.{1,64}/g) ?? [];
  wipe(pkcs8);
  const privateKeyPem = ["-----BEGIN PRIVATE KEY-----", ...lines, "-----END PRIVATE KEY-----", ""].join("\n");
  const pair = { publicKey: encodeBase64(spki), spki, privateKeyPem };
  pairs.set(pair.publicKey, pair);
  const [oldest] = pairs.keys();
  if (pairs.size > maxPairs && oldest !== undefined) pairs.delete(oldest);
  return pair;
}
