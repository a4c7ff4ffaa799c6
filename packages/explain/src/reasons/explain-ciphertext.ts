import type { BlobDiagnosis, BlobDiagnostician } from "@keyferry/kms";
import {
  decodeBase64,
  parseEncryptionContext,
  type CiphertextMark,
  type FieldRow,
  type Operation,
  type ServiceError,
} from "@keyferry/protocol";
import type { ExplainedCiphertext } from "../explanation.ts";

/** A ciphertext that does not open, explained. */
export interface CiphertextFindings {
  readonly ciphertext?: ExplainedCiphertext;
  readonly advice: readonly string[];
}

/** What of a refusal concerns a ciphertext. */
export interface RefusedCiphertext {
  /** The refusal itself, not what a dry run made of it. */
  readonly error: ServiceError;
  readonly operation: Operation;
  readonly parameters: ReadonlyMap<string, string>;
  readonly scope: { readonly account: string; readonly region: string; readonly instance: string | null };
}

/**
 * Explains a refusal for a ciphertext: what the ciphertext in the request is, and whether region, key version or context is
 * at fault. Undefined when it was refused for something else.
 */
export async function explainCiphertext(
  { error, operation, parameters, scope }: RefusedCiphertext,
  diagnose: BlobDiagnostician,
): Promise<CiphertextFindings | undefined> {
  const field = operation.fields.find(holdsCiphertext);
  if (field === undefined) return undefined;
  const { name, ciphertext: goingWith } = field;
  const text = parameters.get(name) ?? "";
  const doesNotOpen = isUndecryptable(error.cause);
  if (text === "" || !(doesNotOpen || isAbout(error, name))) return undefined;
  const blob = decodeBase64(text);
  if (blob === undefined) return { advice: adviceOnBase64(name, text) };
  if (isOfKeyPair(goingWith, parameters)) {
    return doesNotOpen
      ? {
          advice: [
            "The ciphertext was made under another public key or algorithm, or was altered. It names no key itself: " +
              "KeyId, KeyVersionId and the algorithm must be those that it was made with.",
          ],
        }
      : undefined;
  }
  const contextPairs = pairsOf(parameters.get(goingWith.context ?? ""));
  const tryWithoutContext = doesNotOpen && contextPairs !== null && contextPairs > 0;
  const diagnosis = await diagnose({ blob, scope, tryWithoutContext });
  // Of two things that a call names it may be the other that is not there.
  if (!doesNotOpen && isHere(diagnosis, scope)) return undefined;
  const ciphertext = { ...diagnosis, contextPairs };
  return {
    ciphertext,
    advice: doesNotOpen ? adviceOnBody(ciphertext, goingWith) : adviceOnKey(ciphertext, scope),
  };
}

function holdsCiphertext(field: FieldRow): field is FieldRow & { readonly ciphertext: CiphertextMark } {
  return field.ciphertext !== undefined;
}

/** By its name: this package is not to know the backends' errors. */
function isUndecryptable(cause: unknown): boolean {
  return (
    cause instanceof Error &&
    cause.name === "CryptoError" &&
    "reason" in cause &&
    cause.reason === "undecryptable"
  );
}

function isAbout({ code, message }: ServiceError, field: string): boolean {
  return code === "Forbidden.KeyNotFound" || (code === "InvalidParameter" && message.includes(`${field}: `));
}

function isOfKeyPair({ algorithm = "" }: CiphertextMark, parameters: ReadonlyMap<string, string>): boolean {
  return (parameters.get(algorithm) ?? "") !== "";
}

function isHere({ key }: BlobDiagnosis, { instance }: RefusedCiphertext["scope"]): boolean {
  return key !== null && (instance === null || key.instance === instance);
}

function pairsOf(context: string | undefined): number | null {
  if (context === undefined || context === "") return null;
  try {
    return parseEncryptionContext(context).length;
  } catch {
    return null;
  }
}

function adviceOnBase64(name: string, text: string): readonly string[] {
  if (text.includes(" ")) {
    return [`${name} has blanks where base64 has \`+\`: percent-encode it where it is sent.`];
  }
  if (/[-_]/.test(text)) {
    return [`${name} is in the alphabet of URLs: turn \`-\` into \`+\` and \`_\` into \`/\`.`];
  }
  if (/[\r\n]/.test(text)) return [`${name} has line breaks: take them out.`];
  if (text.length % 4 !== 0) {
    return [`${name} is not whole: its length is no multiple of 4, padding included.`];
  }
  return [`${name} is not base64 (RFC 4648 4), or longer than any that is taken.`];
}

const noVersion = ({ length }: BlobDiagnosis): string =>
  `The blob, ${String(length)} bytes, does not begin with the id of a key version: ` +
  "it was cut or altered, decoded once too often or too seldom, or another service made it.";

function adviceOnKey(
  { key, keyVersionId, otherRegions, ...rest }: ExplainedCiphertext,
  { region, instance }: RefusedCiphertext["scope"],
): readonly string[] {
  if (keyVersionId === null) return [noVersion({ key, keyVersionId, otherRegions, ...rest })];
  if (key !== null) {
    return [
      `Key version ${keyVersionId} is one of key ${key.id}, which is ` +
        (key.instance === null ? "in no instance" : `in instance ${key.instance}`) +
        `: this gateway is that of ${String(instance)}.`,
    ];
  }
  if (otherRegions.length > 0) {
    return [
      `Found it: key version ${keyVersionId} is in ${otherRegions.join(" and ")}, not in ${region}. ` +
        "Send the request to that region.",
    ];
  }
  return [
    `The account has no key version ${keyVersionId} in any region: ` +
      "the blob is another account's or another service's, it was altered, or the key has been deleted.",
  ];
}

function adviceOnBody(ciphertext: ExplainedCiphertext, { context = "" }: CiphertextMark): readonly string[] {
  const { keyVersionId, wholeBody, opensWithoutContext, contextPairs } = ciphertext;
  if (keyVersionId === null) return [noVersion(ciphertext)];
  if (wholeBody === false) {
    return [`The blob is cut or has more than it should: none has ${String(ciphertext.length)} bytes.`];
  }
  if (opensWithoutContext === true) {
    return [`Found it: the blob was made without an encryption context. Remove ${context}.`];
  }
  const there = "Region and key version are right: the key is there, and may be used.";
  if (contextPairs === null || contextPairs === 0) {
    return [
      there,
      "The request has no encryption context. If the blob was made with one, give the same; the blob does not show it. " +
        "Otherwise it was cut or altered.",
    ];
  }
  return [
    there,
    `The request has an encryption context of ${counted(contextPairs, "pair")}. Every pair has to be one that the blob ` +
      "was made with, and none may be missing; keys and values count to the letter, their order does not. " +
      "If they are the same, the blob was cut or altered.",
  ];
}

function counted(count: number, noun: string): string {
  return `${String(count)} ${noun}${count === 1 ? "" : "s"}`;
}
