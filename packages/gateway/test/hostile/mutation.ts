import fc from "fast-check";

/** Parameters in an order, so that a mutation can name a place. */
export type Pairs = readonly (readonly [name: string, value: string])[];

/** A change to parameters. A place is any number: it is taken modulo how many there are. */
export type Mutation =
  | { readonly kind: "flip"; readonly place: number; readonly character: number; readonly bit: number }
  | { readonly kind: "cut"; readonly place: number; readonly character: number }
  | { readonly kind: "repeat"; readonly place: number; readonly times: number }
  | { readonly kind: "replace"; readonly place: number; readonly value: string }
  | { readonly kind: "rename"; readonly place: number; readonly name: string }
  | { readonly kind: "swap"; readonly place: number; readonly other: number }
  | { readonly kind: "drop"; readonly place: number }
  | { readonly kind: "add"; readonly name: string; readonly value: string };

/** Names that every JavaScript object has. */
export const prototypeNames = ["__proto__", "constructor", "toString", "hasOwnProperty", "valueOf"] as const;

const deep = (depth: number) => "[".repeat(depth) + "]".repeat(depth);
const texts = [
  ...prototypeNames,
  ...["", " ", "null", "undefined", "NaN", "true", "True", "[]", "{}", "[object Object]", "DryRun"],
  ...["-1", "0", "-0", "1.5", "1e400", "0x10", "9007199254740993", "9".repeat(400), "Infinity"],
  ...[
    "é",
    "e\u0301",
    "\ufeff",
    "\u202e",
    "\uffff",
    "\u2028",
    "\u{10ffff}",
    "😀".repeat(100),
    "\0",
    "\n",
    "\r\n",
  ],
  ...["%", "%00", "+", "&=", "' or 1=1 --", '"', "<a>", "]]>", "&#0;", "../..", "*", "%s%n", "${7*7}"],
  ...["alias/", `alias/${"a".repeat(300)}`, "acs:kms:*:*:key/*", "acs:kms:::::", "a".repeat(300)],
  ...['{"__proto__":"a"}', '[{"TagKey":"__proto__","TagValue":"constructor"}]', '[{"__proto__":[]}]'],
  ...['[{"Key":"keyId","Values":["%","_","\\u0000"]}]', '[{"TagKey":1,"TagValue":{}}]', '{"a":{"a":"a"}}'],
  ...[deep(100), deep(4_000), "[".repeat(60_000), `${'{"a":'.repeat(1_000)}"a"${"}".repeat(1_000)}`],
  ...["a".repeat(8_193), "A".repeat(200_000)],
];
const names = [
  ...prototypeNames,
  ...[
    "DryRun",
    "Format",
    "Recipient",
    "EncryptionContext.a",
    "Tags.1",
    "KeyId.1",
    "KeyId.__proto__",
    "é",
    ".",
  ],
  ...["NumberOfBytes", "KeySpec", "SourceKeyId", "SecurityToken", "RequestId", "Code"],
];

const place = fc.nat();
const value = fc.oneof(
  { weight: 3, arbitrary: fc.constantFrom(...texts) },
  { weight: 1, arbitrary: fc.string({ unit: "binary", maxLength: 60 }) },
  { weight: 1, arbitrary: fc.json() },
  { weight: 1, arbitrary: fc.bigInt({ min: -(2n ** 70n), max: 2n ** 70n }).map(String) },
);
const name = fc.oneof(fc.constantFrom(...names), fc.string({ unit: "binary", maxLength: 20 }));

/** Any change to parameters. */
export const mutation: fc.Arbitrary<Mutation> = fc.oneof(
  fc.record({ kind: fc.constant("flip"), place, character: fc.nat(), bit: fc.nat(6) }),
  fc.record({ kind: fc.constant("cut"), place, character: fc.nat() }),
  fc.record({ kind: fc.constant("repeat"), place, times: fc.constantFrom(2, 3, 1_000) }),
  fc.record({ kind: fc.constant("replace"), place, value }),
  fc.record({ kind: fc.constant("rename"), place, name }),
  fc.record({ kind: fc.constant("swap"), place, other: fc.nat() }),
  fc.record({ kind: fc.constant("drop"), place }),
  fc.record({ kind: fc.constant("add"), name, value }),
);

/** The parameters with one change. What has no UTF-8 form, a lone surrogate, is taken out: nobody could send it. */
export function mutate(pairs: Pairs, change: Mutation): Pairs {
  return applied(pairs, change).map(([name, value]) => [sendable(name), sendable(value)]);
}

function applied(pairs: Pairs, change: Mutation): Pairs {
  if (change.kind === "add") return [...pairs, [change.name, change.value]];
  if (pairs.length === 0) return pairs;
  const at = change.place % pairs.length;
  const [name, value] = pairs[at] ?? ["", ""];
  switch (change.kind) {
    case "flip": {
      const index = change.character % Math.max(value.length, 1);
      const code = (value.charCodeAt(index) || 0) ^ (1 << change.bit);
      return pairs.with(at, [
        name,
        value.slice(0, index) + String.fromCharCode(code) + value.slice(index + 1),
      ]);
    }
    case "cut":
      return pairs.with(at, [name, value.slice(0, change.character % (value.length + 1))]);
    case "repeat":
      return pairs.with(at, [name, value.repeat(change.times).slice(0, 60_000)]);
    case "replace":
      return pairs.with(at, [name, change.value]);
    case "rename":
      return pairs.with(at, [change.name, value]);
    case "swap": {
      const other = change.other % pairs.length;
      const [otherName, otherValue] = pairs[other] ?? ["", ""];
      return pairs.with(at, [name, otherValue]).with(other, [otherName, value]);
    }
    case "drop":
      return pairs.toSpliced(at, 1);
  }
}

function sendable(text: string): string {
  return text.replaceAll(/\p{Surrogate}/gu, "");
}
