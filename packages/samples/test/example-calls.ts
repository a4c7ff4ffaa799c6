import { encodeRequest, everyOperation, type Operation } from "@keyferry/protocol";
import { eachExample, type ExampleThings } from "../../../tools/testing/examples.ts";
import type { SampleCall } from "../src/index.ts";
import { hostileTexts } from "./hostile-texts.ts";

const keyId = "202b9877-5a25-46e3-a763-e20791b5aaaa";
const version = { KeyId: keyId, KeyVersionId: "2ab1a983-7072-4bbc-a582-584b5bd8bbbb" };
const bytes = new Uint8Array([251, 255, 191, 1]);
const key = { ...version, AliasName: "alias/orders", CiphertextBlob: bytes };
const secret = { SecretName: "orders", VersionId: "v1" };
const point = "shop";

/** Things that are nowhere: what is made of them is looked at, and not sent. */
const things: ExampleThings = {
  account: "1000000000000000",
  region: "cn-hangzhou",
  ...{ key, other: key, keyInstance: "" },
  ...{ secret, managedSecret: secret, deletedSecret: secret },
  newName: "new-name",
  cipherPair: { ...version, CiphertextBlob: bytes },
  signingPair: { ...version, Value: bytes },
  macKey: { KeyId: keyId, Mac: bytes },
  waitingKey: { KeyId: keyId },
  wrappedMaterial: { KeyId: keyId, ImportToken: bytes, EncryptedKeyMaterial: bytes },
  recipient: { PublicKeyBlob: bytes, WrappingKeySpec: "EC_SM2", WrappingAlgorithm: "SM2PKE" },
  ...{ instance: "kst-aaaaaaaaaaaaaaaaaaaaa", newInstance: "kst-bbbbbbbbbbbbbbbbbbbbb" },
  managedDataKey: { DataKeyName: "orders", DataKeyVersionId: "xH6OPUmz" },
  ...{ networkRule: point, accessPolicy: point, accessPoint: point },
  clientKey: { ClientKeyId: `KAAP.${keyId}`, AapName: point },
};

const place = { endpoint: "http://127.0.0.1:7788", region: "cn-hangzhou", gateway: "public" } as const;

/** The call of every operation that has an example. */
export const exampleCalls: readonly SampleCall[] = eachExample.map(({ operation, request }) => ({
  operation,
  parameters: Object.fromEntries(encodeRequest(operation, request(things))),
  ...place,
}));

/** The call of an operation with a text for each of its fields, `Name.1`, `Name.2.Member` of lists. */
export function callWith(operation: Operation, text: string): SampleCall {
  const parameters = operation.fields.flatMap(({ name, repeated }) =>
    repeated ? [[`${name}.1`, text] as const] : [[name, text] as const],
  );
  return { operation, parameters: Object.fromEntries(parameters), ...place };
}

/** Calls of every operation with texts that its fields would never take. */
const hostileValues: readonly SampleCall[] = Object.values(everyOperation).flatMap((operation, index) => [
  callWith(operation, hostileTexts.join("|")),
  callWith(operation, hostileTexts[index % hostileTexts.length] ?? ""),
]);

/** What would be code, a keyword, or a member of every object where names were taken as they come. */
const hostileNames = [
  "a=__import__('os').system('id'),b",
  "class",
  "1",
  "__proto__",
  "constructor",
  "a.b",
  '"',
];

/** Members of what lists hold, beside a known one, named as nobody names them. */
const hostileMembers: readonly SampleCall[] = Object.values(everyOperation).flatMap((operation) =>
  operation.fields.flatMap(({ name: field, repeated, form, parts: [part] = [] }) => {
    const [member] = form.kind === "json" ? (form.members ?? []) : [];
    if (!repeated && member === undefined) return [];
    return hostileNames.map((name) => ({
      operation,
      parameters: repeated
        ? { [part ? `${field}.1.${part.name}` : `${field}.1`]: "known", [`${field}.1.${name}`]: "hostile" }
        : { [field]: `[{${JSON.stringify(member)}:"known",${JSON.stringify(name)}:"hostile"}]` },
      ...place,
    }));
  }),
);

/** Calls that are hostile by what they hold, and by what they call it. */
export const hostileCalls: readonly SampleCall[] = [...hostileValues, ...hostileMembers];
