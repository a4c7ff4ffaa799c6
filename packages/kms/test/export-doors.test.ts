import { createHash } from "node:crypto";
import { defaultKeyPolicy } from "@keyferry/access";
import { encodeBase64, exportDataKey, generateDataKey, setKeyPolicy, tagResource } from "@keyferry/protocol";
import { describe, expect, it } from "vitest";
import { eachExample, type Example, type ExampleThings } from "../../../tools/testing/examples.ts";
import { exampleThings } from "./example-things.ts";
import { recipients } from "./recipients.ts";
import { account, as, createService, outcomeOf, type Caller, type Service } from "./service.ts";

const one = `key-${"1".repeat(21)}`;
const two = `key-${"2".repeat(21)}`;
const thief = as("thief");
/** The module to which data keys may be exported. */
const hsm = recipients.RSAES_OAEP_SHA_256;
/** The thief's own key pair: examples export to it. */
const own = recipients.SM2PKE;

const fingerprint = createHash("sha256").update(hsm.fields.PublicKeyBlob).digest("hex");
const Condition = { StringNotEquals: { "keyferry:RecipientFingerprint": fingerprint } };
const exports = ["kms:ExportDataKey", "kms:GenerateAndExportDataKey"];
const allowAll = { Effect: "Allow", Action: "*", Resource: "*" };
const exportElsewhere = { Effect: "Deny", Action: exports, Resource: "*", Condition };
const withheld = (...actions: string[]) => ({ Effect: "Deny", Action: actions, Resource: "*" });

/** A policy that lets the thief export to the module only, and do all else. */
interface Guard {
  /** Of the user. */
  readonly statements: readonly object[];
  /** Of the key. */
  readonly ofKey: readonly object[];
}

const forThief = (statement: object) => ({
  ...statement,
  Principal: { RAM: [`acs:ram::${account}:user/thief`] },
  Resource: ["*"],
});
const byKey: Guard = { statements: [allowAll], ofKey: [forThief(exportElsewhere)] };
const byUser: Guard = { statements: [allowAll, exportElsewhere], ofKey: [] };
const byTag: Guard = {
  statements: [
    allowAll,
    {
      ...exportElsewhere,
      Condition: { ...Condition, StringEquals: { "kms:tag/team": "guarded" } },
    },
  ],
  ofKey: [],
};
/** By no Deny: exports are allowed under a condition only. */
const byAllow: Guard = {
  statements: [
    { Effect: "Allow", NotAction: exports, Resource: "*" },
    {
      Effect: "Allow",
      Action: exports,
      Resource: "*",
      Condition: { StringEquals: { "keyferry:RecipientFingerprint": fingerprint } },
    },
  ],
  ofKey: [],
};
const guards = [byKey, byUser, byTag, byAllow];

/** What the thief would write into the policy of a key. */
const openToThief = JSON.stringify({
  Version: "1",
  Statement: [...defaultKeyPolicy(account).Statement, forThief({ Effect: "Allow", Action: ["kms:*"] })],
});

/** A data key of the first key that the thief is after. */
interface Scene {
  readonly service: Service;
  readonly CiphertextBlob: Uint8Array;
  /** Base64 text of the data key. */
  readonly Plaintext: string;
}

async function newScene({ statements, ofKey }: Guard): Promise<Scene> {
  const service = await createService({ keyIds: [one, two], users: [{ name: "thief", statements }] });
  const { Statement: byDefault } = defaultKeyPolicy(account);
  const Policy = JSON.stringify({ Version: "1", Statement: [...byDefault, ...ofKey] });
  await service.call(setKeyPolicy, { KeyId: one, Policy });
  await service.call(tagResource, { KeyId: one, Tags: [{ TagKey: "team", TagValue: "guarded" }] });
  const { CiphertextBlob, Plaintext } = await service.call(generateDataKey, { KeyId: one });
  return { service, CiphertextBlob, Plaintext: encodeBase64(Plaintext) };
}

/** All texts and bytes of an answer, however deep. */
function* valuesIn(answer: unknown): Generator<string | Uint8Array> {
  if (typeof answer === "string" || answer instanceof Uint8Array) yield answer;
  else if (typeof answer === "object" && answer !== null) {
    for (const value of Object.values(answer) as unknown[]) yield* valuesIn(value);
  }
}

/** Whether something that the thief was given is the data key, or an export of it that the thief can open. */
async function isDataKey(value: string | Uint8Array, { Plaintext }: Scene): Promise<boolean> {
  if (typeof value === "string") return value.includes(Plaintext);
  if (encodeBase64(value) === Plaintext) return true;
  const opened = await own.open(value).catch(() => new Uint8Array(0));
  return encodeBase64(opened) === Plaintext;
}

/** Whether the thief can export a ciphertext to a key of his own, and has the data key then. */
async function canExport(CiphertextBlob: Uint8Array, scene: Scene): Promise<boolean> {
  const request = { CiphertextBlob, ...own.fields };
  const exported = await scene.service.call(exportDataKey, request, thief).catch(() => undefined);
  return exported !== undefined && isDataKey(exported.ExportedDataKey, scene);
}

/** The keys that an example is about: the data key's own, or another one. */
const roles = [
  { key: one, other: two },
  { key: two, other: one },
];

/** Calls an operation with the stolen ciphertext, and with a policy that opens a key to the thief. */
async function attempt(
  { operation, request }: Example,
  things: ExampleThings,
  { service, CiphertextBlob }: Scene,
  caller?: Caller,
): Promise<unknown> {
  const ciphertexts = operation.fields.filter(({ ciphertext }) => ciphertext !== undefined);
  const stolen = Object.fromEntries(ciphertexts.map(({ name }) => [name, CiphertextBlob]));
  const sound = request(things) as object;
  const changed = { ...sound, ...stolen, ...("Policy" in sound && { Policy: openToThief }) };
  return service.call(operation, changed, caller);
}

/** Whether an operation gives the thief the data key, or a way to it. */
async function isDoor(example: Example, guard: Guard): Promise<boolean> {
  for (const known of roles) {
    const scene = await newScene(guard);
    const things = await exampleThings(scene.service, example, known);
    const answer = await attempt(example, things, scene, thief).catch(() => undefined);
    const given = [...valuesIn(answer)];
    for (const value of given) if (await isDataKey(value, scene)) return true;
    const blobs = given.filter((value) => typeof value !== "string");
    for (const blob of [scene.CiphertextBlob, ...blobs]) if (await canExport(blob, scene)) return true;
  }
  return false;
}

async function doorsBeside(guard: Guard): Promise<readonly string[]> {
  const doors: string[] = [];
  for (const example of eachExample) if (await isDoor(example, guard)) doors.push(example.operation.name);
  return doors.toSorted();
}

const withoutDoors = (guard: Guard, ...actions: string[]): Guard => ({
  ...guard,
  statements: [...guard.statements, withheld(...actions)],
});

describe("a caller who may do everything, but export to the module only", { timeout: 120_000 }, () => {
  it("can do that", async () => {
    for (const guard of guards) {
      const { service, CiphertextBlob, Plaintext } = await newScene(guard);
      const request = { CiphertextBlob, ...hsm.fields };
      const { ExportedDataKey } = await service.call(exportDataKey, request, thief);
      expect(encodeBase64(await hsm.open(ExportedDataKey))).toBe(Plaintext);
      const elsewhere = service.call(exportDataKey, { CiphertextBlob, ...own.fields }, thief);
      expect(await outcomeOf(elsewhere)).toBe("Forbidden.NoPermission");
    }
  });

  it("is held up by policies alone: the root is refused only what is open already, and a key pair's decryption", async () => {
    for (const known of roles) {
      const refused: string[] = [];
      for (const example of eachExample) {
        const scene = await newScene(byUser);
        const things = await exampleThings(scene.service, example, known);
        const outcome = await outcomeOf(attempt(example, things, scene));
        if (outcome !== "OK") refused.push(`${example.operation.name} ${outcome}`);
      }
      expect(refused.toSorted()).toEqual([
        "AsymmetricDecrypt InvalidParameter",
        "OpenKmsService Forbidden.Opened",
      ]);
    }
  });

  it("has these other doors by the key's policy: to read it, to have it under another key, to change the policy", async () => {
    expect(await doorsBeside(byKey)).toEqual(["Decrypt", "ReEncrypt", "SetKeyPolicy"]);
  });

  it("has one other door by a policy of its own: to read it", async () => {
    expect(await doorsBeside(byUser)).toEqual(["Decrypt"]);
  });

  it("has the key's policy as well where no Deny withholds the rest: what it allows needs no Allow beside it", async () => {
    expect(await doorsBeside(byAllow)).toEqual(["Decrypt", "SetKeyPolicy"]);
  });

  it("has the tags as well where a tag decides", async () => {
    expect(await doorsBeside(byTag)).toEqual([
      "Decrypt",
      "ReEncrypt",
      "TagResource",
      "TagResources",
      "UntagResource",
      "UntagResources",
    ]);
  });

  it("has none once these permissions are withheld too", async () => {
    expect(
      await doorsBeside(withoutDoors(byKey, "kms:Decrypt", "kms:ReEncryptFrom", "kms:SetKeyPolicy")),
    ).toEqual([]);
    expect(await doorsBeside(withoutDoors(byUser, "kms:Decrypt"))).toEqual([]);
    expect(await doorsBeside(withoutDoors(byAllow, "kms:Decrypt", "kms:SetKeyPolicy"))).toEqual([]);
    const tags = ["kms:TagResource*", "kms:UntagResource*"];
    expect(await doorsBeside(withoutDoors(byTag, "kms:Decrypt", "kms:ReEncryptFrom", ...tags))).toEqual([]);
  });
});
