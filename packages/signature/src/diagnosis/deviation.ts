/** Every way of signing that clients are known to fall into, and what to do about it. `<detail>` stands for the detail. */
export const deviationAdvice = {
  // How text is percent-encoded
  "asterisk left raw": "`*` was left as it is; encode it as %2A.",
  "marks left raw": "`!`, `'`, `(` or `)` were left as they are; encode them as %21, %27, %28 and %29.",
  "JavaScript encoding":
    "Text was encoded by encodeURIComponent alone; encode `!`, `'`, `(`, `)` and `*` as well.",
  "Java encoding": "Text was encoded by URLEncoder alone; turn `+` into %20, `*` into %2A and %7E into `~`.",
  "form encoding": "Text was encoded as forms are; turn `+` into %20 and %7E into `~`.",
  "slash left raw": "`/` was left as it is (as quote of Python does); encode it as %2F.",
  "tilde encoded": "`~` was encoded as %7E; leave it as it is.",
  "space as plus": "A space was written as `+`; write %20.",
  "lower-case hex": "Percent-encoding was written in lower case, such as %2f; write upper case, %2F.",
  "names not encoded": "The names of parameters were not percent-encoded.",
  "values not encoded": "The values of parameters were not percent-encoded.",
  "values encoded twice": "The values of parameters were percent-encoded once too often.",
  "not encoded again":
    "The canonical query stands in the string to sign as it is; percent-encode it as a whole once more.",
  "path not encoded": "The path stands in the string to sign as `/`; write %2F.",

  // Which parameters are signed, and in which order
  "empty values left out": "Parameters with an empty value were not signed; sign them too.",
  "empty values with equals sign":
    "A parameter with an empty value was signed as `name=`; ACS4 writes `name`.",
  "empty values without equals sign":
    "A parameter with an empty value was signed as `name`; write `name=` (of the ACS schemes ACS4 alone writes `name`).",
  "not sorted":
    "The parameters were signed in the order in which they were sent; sort them by name, byte by byte.",
  "sorted by locale": "The parameters were sorted by the rules of a language; sort them byte by byte.",
  "sorted without regard to case":
    "The parameters were sorted without regard to upper and lower case; sort them byte by byte.",
  "sorted as pairs": "The parameters were sorted as `name=value` texts; sort them by name alone.",
  "map signed as JSON": "<detail> was signed as one JSON text but sent in parts; send what was signed.",
  "map signed in parts": "<detail> was signed in parts but sent as one JSON text; sign what is sent.",
  "list signed as JSON":
    "<detail> was signed as one JSON text but sent as a repeated list; sign what is sent.",
  "parameter not signed": "<detail> was added, or changed, after the request was signed.",
  "form not signed":
    "The parameters of the form body were not signed; V1 signs them like those of the query.",
  "query not signed": "The parameters of the query were not signed, only those of the form body.",
  "form signed as query":
    "The parameters of the form body were signed as if they were in the query; ACS signs the body by its hash.",

  // The rest of the request
  "other method": "The method was signed as <detail>; sign the one that is sent, in upper case.",
  "no path": "The path was left out; it is `/`.",
  "other header order": "The header lines are in another order than SignedHeaders; sort both by name.",
  "line feed left out":
    "The line feed behind the last header line was left out; an empty line follows the headers.",
  "host without port": "Host was signed without its port; sign the header as it is sent.",
  "content-type without parameters":
    "Content-Type was signed without what follows its `;`; a library may have added that after signing.",
  "hash of empty body": "The hash of an empty body was signed; sign the SHA-256 of the body that is sent.",
  "hash of another body":
    "x-acs-content-sha256 is not the SHA-256 of the body: the body was changed after its hash was made.",
  "hash in upper case": "A SHA-256 was written in upper case; write lower-case hex.",
  "canonical request not hashed":
    "The canonical request itself was signed; sign the name of the scheme, a line feed, and its SHA-256 in hex.",

  // The key, the hash and how the signature is written
  "no ampersand behind the secret":
    "The secret was used as it is; V1 signs under the secret followed by `&`.",
  "ampersand behind the secret": "The secret was followed by `&`, as only V1 wants it.",
  "blanks around the secret":
    "Your secret has a space or line break at one end, or lost one that belongs to it. Remove it, or put it back.",
  "HMAC-SHA256": "The signature is an HMAC-SHA256; V1 wants HMAC-SHA1.",
  "key not derived": "The secret itself was the key; ACS4 derives one for date, region and product.",
  "no prefix before the secret":
    "The key was derived from the secret alone; ACS4 begins with `aliyun_v4` and the secret.",
  "derived key as text": "The derived key was used as hex text; use its 32 bytes.",
  "every derived key as text": "The keys of the chain were handed on as hex text; hand on their 32 bytes.",
  "other product in the key":
    "The key was derived for product <detail>; use the product as Credential names it.",
  "other date in the key": "The key was derived for the date <detail>; use the date as Credential names it.",
  "signature in upper case": "The signature was written in upper-case hex; write lower case.",
  "signature in base64": "The signature was written in base64; ACS wants lower-case hex.",
  "signature in hex": "The signature was written in hex; V1 wants base64.",
  "signature with its plus signs lost":
    "The `+` in the signature arrived as a space: percent-encode the signature where it is sent.",
  "signature encoded twice": "The signature was percent-encoded once too often where it is sent.",
} as const satisfies Readonly<Record<string, string>>;

/** A known way of signing otherwise than the scheme says. */
export type DeviationName = keyof typeof deviationAdvice;

/** One deviation, found in a request. */
export interface Deviation {
  readonly name: DeviationName;
  /** What of the request it concerns: the name of a parameter, a method. Never a value of a parameter. */
  readonly detail?: string;
}

/** What to do about a deviation, in a sentence or two for people. */
export function adviceOn({ name, detail }: Deviation): string {
  return deviationAdvice[name].replace("<detail>", () => detail ?? "It");
}
