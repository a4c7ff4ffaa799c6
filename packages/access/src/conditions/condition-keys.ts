import { namesOf, recipientKeySpecs, wrappingAlgorithms } from "@keyferry/algorithms";
import type { TagRecord } from "@keyferry/store";
import { isRecipientName, recipientNameForm } from "../syntax/recipient-name.ts";
import type { AskedRecipient, RequestFacts } from "../question.ts";
import type { Operator, OperatorFamily } from "./operators.ts";

/** Where a policy stands. It decides which condition keys it may use. */
export type PolicyKind = "RAM policy" | "key policy" | "trust policy";

/** What conditions look at. */
export interface ConditionFacts {
  readonly facts: RequestFacts;
  readonly tags: readonly TagRecord[];
  /** The external id of AssumeRole. */
  readonly externalId: string | undefined;
  /** To whom the call would export; undefined: it exports nothing. */
  readonly recipient: NamedRecipient | undefined;
}

/** A recipient with the name that an account has for it. */
export interface NamedRecipient extends AskedRecipient {
  /** Absent: it has none, or nobody asks. Null: it had one, and the certificates behind it have ended. */
  readonly name?: string | null;
}

/**
 * Where the value of a condition key comes from: the request, the service itself, the resource's tags, the recipient of an export, or what the
 * account calls the recipient.
 */
export type ConditionSource = "request" | "service" | "tags" | "recipient" | "recipient name";

/** What values a policy may compare a condition key with. */
export interface ValueForm {
  /** What a value must be, for people. */
  readonly form: string;
  /** Whether an operator could ever find the value equal to one that there is. */
  accepts(value: string, operator: Operator): boolean;
}

/** A condition key: all that is known of it. */
export interface ConditionKey {
  /** As the documents spell it. */
  readonly name: string;
  /** The operators that make sense with it. */
  readonly families: readonly OperatorFamily[];
  readonly policies: readonly PolicyKind[];
  readonly source: ConditionSource;
  /** Whether explanations must not show its values. */
  readonly secret: boolean;
  /** Absent: any value that the operator takes. */
  readonly values?: ValueForm;
  /** The value that a request has; undefined when it has none, null when it is not known any more. */
  valueOf(facts: ConditionFacts): string | null | undefined;
}

const everywhere: readonly PolicyKind[] = ["RAM policy", "key policy", "trust policy"];
const tagPrefix = "kms:tag/";
const tagKeyForm = /^\P{Cc}{1,128}$/u;

function ofRequest(
  name: string,
  families: readonly OperatorFamily[],
  valueOf: (facts: RequestFacts) => string | null | undefined,
): ConditionKey {
  return {
    name,
    families,
    policies: everywhere,
    source: "request",
    secret: false,
    valueOf: ({ facts }) => valueOf(facts) ?? undefined,
  };
}

function ofRecipient(
  name: string,
  values: ValueForm,
  valueOf: (recipient: NamedRecipient) => string | null | undefined,
  source: ConditionSource = "recipient",
): ConditionKey {
  return {
    name,
    families: ["String"],
    policies: ["RAM policy", "key policy"],
    source,
    secret: false,
    values,
    valueOf: ({ recipient }) => recipient && valueOf(recipient),
  };
}

/** One of some words, or a pattern of one. */
function wordsForm(words: readonly string[]): ValueForm {
  return {
    form: `must be one of ${words.join(", ")}`,
    accepts: (value, operator) => {
      const matches = operator.matcher([value]);
      return words.some((word) => matches(word) === true);
    },
  };
}

/** A fingerprint that is spelt otherwise would match none: an Allow would never allow, and a Deny protect nothing. */
const fingerprintForm: ValueForm = {
  form: "must be a SHA-256 in lower-case hex, 64 digits",
  accepts: (value, { name }) => {
    if (name.endsWith("Like")) {
      return /^[0-9a-f?*]{1,64}$/.test(value) && (value.length === 64 || /[*]/.test(value));
    }
    return /^[0-9a-f]{64}$/.test(name.endsWith("IgnoreCase") ? value.toLowerCase() : value);
  },
};

const nameForm: ValueForm = {
  form: `must be a name of a recipient: ${recipientNameForm}`,
  accepts: (value, { name }) =>
    isRecipientName(name.endsWith("Like") ? value.replaceAll(/[*?]/g, "-") : value),
};

const fixed: readonly ConditionKey[] = [
  ofRequest("acs:CurrentTime", ["Date"], ({ time }) => dateText(time)),
  ofRequest("acs:SecureTransport", ["Bool", "String"], ({ secure }) => String(secure)),
  ofRequest("acs:SourceIp", ["IpAddress", "String"], ({ fromVpc, sourceAddress }) =>
    fromVpc ? null : plainAddress(sourceAddress),
  ),
  ofRequest("acs:VpcSourceIp", ["IpAddress", "String"], ({ fromVpc, sourceAddress }) =>
    fromVpc ? plainAddress(sourceAddress) : null,
  ),
  ofRequest("acs:SourceVpc", ["String"], ({ vpc }) => vpc),
  // Nobody signs in with a second factor here.
  { ...ofRequest("acs:MFAPresent", ["Bool", "String"], () => "false"), source: "service" },
  {
    name: "sts:ExternalId",
    families: ["String"],
    policies: ["trust policy"],
    source: "request",
    secret: true,
    valueOf: ({ externalId }) => externalId,
  },
  ofRecipient("keyferry:RecipientFingerprint", fingerprintForm, ({ fingerprint }) => fingerprint),
  ofRecipient("keyferry:RecipientName", nameForm, ({ name }) => name, "recipient name"),
  ofRecipient("keyferry:RecipientSpec", wordsForm(recipientKeySpecs), ({ spec }) => spec),
  ofRecipient(
    "keyferry:WrappingAlgorithm",
    wordsForm(namesOf(wrappingAlgorithms)),
    ({ algorithm }) => algorithm,
  ),
];

const byLowerName = new Map(fixed.map((key) => [key.name.toLowerCase(), key]));

/** The condition key of a name: case does not count, but in the key of a tag. Undefined for an unknown name. */
export function conditionKey(name: string): ConditionKey | undefined {
  const lowerName = name.toLowerCase();
  return lowerName.startsWith(tagPrefix) ? tagKey(name.slice(tagPrefix.length)) : byLowerName.get(lowerName);
}

function tagKey(tag: string): ConditionKey | undefined {
  if (!tagKeyForm.test(tag)) return undefined;
  return {
    name: `${tagPrefix}${tag}`,
    families: ["String", "Numeric", "Date", "Bool", "IpAddress"],
    policies: ["RAM policy", "key policy"],
    source: "tags",
    secret: false,
    valueOf: ({ tags }) => tags.find(({ key }) => key === tag)?.value,
  };
}

/** Whole seconds, as dates of the API are written: so that DateEquals can be met. */
function dateText(time: number): string {
  return `${new Date(time).toISOString().slice(0, 19)}Z`;
}

/** A socket that speaks IPv6 writes an IPv4 peer as `::ffff:192.0.2.1`. */
function plainAddress(address: string): string {
  return /^::ffff:[0-9.]+$/i.test(address) ? address.slice(7) : address;
}
