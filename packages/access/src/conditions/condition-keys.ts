import type { TagRecord } from "@keyferry/store";
import type { RequestFacts } from "../question.ts";
import type { OperatorFamily } from "./operators.ts";

/** Where a policy stands. It decides which condition keys it may use. */
export type PolicyKind = "RAM policy" | "key policy" | "trust policy";

/** What conditions look at. */
export interface ConditionFacts {
  readonly facts: RequestFacts;
  readonly tags: readonly TagRecord[];
  /** The external id of AssumeRole. */
  readonly externalId: string | undefined;
}

/** A condition key: all that is known of it. */
export interface ConditionKey {
  /** As the documents spell it. */
  readonly name: string;
  /** The operators that make sense with it. */
  readonly families: readonly OperatorFamily[];
  readonly policies: readonly PolicyKind[];
  /** Whether its value comes from the resource's tags. */
  readonly ofTag: boolean;
  /** Whether explanations must not show its values. */
  readonly secret: boolean;
  /** The value that a request has; undefined when it has none. */
  valueOf(facts: ConditionFacts): string | undefined;
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
    ofTag: false,
    secret: false,
    valueOf: ({ facts }) => valueOf(facts) ?? undefined,
  };
}

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
  ofRequest("acs:MFAPresent", ["Bool", "String"], () => "false"),
  {
    name: "sts:ExternalId",
    families: ["String"],
    policies: ["trust policy"],
    ofTag: false,
    secret: true,
    valueOf: ({ externalId }) => externalId,
  },
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
    ofTag: true,
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
