import { recipientKeySpecs } from "@keyferry/algorithms";
import {
  createKey,
  decrypt,
  describeKey,
  encodeBase64,
  exportDataKey,
  type Operation,
} from "@keyferry/protocol";
import { randomPublic } from "@keyferry/bytes";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { call } from "../../src/connection/call.ts";
import type { AccessKey, Connection } from "../../src/connection/connection.ts";
import { steps, type Step } from "../../src/journey/picture/who-sees.ts";
import { sendSeen } from "../../src/journey/travel/attempts.ts";
import { makeRecipientPair } from "../../src/journey/recipients/make-pair.ts";
import type { Told } from "../../src/journey/travel/told.ts";
import { travel, type Choices } from "../../src/journey/travel/travel.ts";
import { startServer, type RunningServer } from "../../../server/test/running-server.ts";

const accessKey: AccessKey = { id: "keyferry", secret: "keyferry-loopback-only" };
const usual: Choices = { spec: "EC_SM2", withPlaintext: false, keyId: undefined };

let server: RunningServer;
let connection: Connection;
beforeAll(async () => {
  server = await startServer({ ephemeral: true });
  const endpoint = server.ready.public;
  connection = {
    facts: {
      gateway: "public",
      region: "cn-hangzhou",
      account: "1000000000000000",
      version: "",
      playground: false,
    },
    ...{ endpoint, host: new URL(endpoint).host },
    async send({ method, target, headers, body }) {
      const response = await fetch(endpoint + target, { method, headers, body });
      const told = Object.fromEntries(response.headers);
      return { status: response.status, headers: told, body: await response.text() };
    },
  };
});
afterAll(() => server[Symbol.asyncDispose]());

/** The server, but that one member of the answers to one operation is another. */
function changing({ name }: Operation, member: string, change: (value: string) => string): Connection {
  return {
    ...connection,
    async send(request) {
      const answer = await connection.send(request);
      if (new URLSearchParams(request.body).get("Action") !== name) return answer;
      const body = JSON.parse(answer.body) as Record<string, string>;
      return { ...answer, body: JSON.stringify({ ...body, [member]: change(body[member] ?? "") }) };
    },
  };
}

async function go(choices: Partial<Choices>, over = connection) {
  const told = new Map<Step, Told>();
  const begun: Step[] = [];
  const outcome = await travel(
    over,
    accessKey,
    { ...usual, ...choices },
    {
      onStep: (step) => begun.push(step),
      onTold: (one) => told.set(one.step, one),
    },
  ).catch((error: unknown) => error as Error);
  const value = (step: Step, name: string) => {
    const fact = told.get(step)?.facts.find((one) => one.name === name);
    return fact !== undefined && "value" in fact ? fact.value : undefined;
  };
  return { outcome, told, begun, value };
}

describe("the journey", () => {
  it.each(recipientKeySpecs)("proves that a data key arrives at a recipient with %s", async (spec) => {
    const { outcome, begun, value } = await go({ spec });
    expect(outcome).toMatchObject({ bytes: 32, fingerprint: value("compare", "sha256Decrypted") });
    expect(begun).toEqual(steps);
  });

  it("has its own key deleted afterwards, and leaves a key of the reader's alone", async () => {
    const { value } = await go({});
    expect(value("cleanUp", "keyState")).toBe("PendingDeletion");
    const { KeyId } = (await call(connection, accessKey, createKey, {})).KeyMetadata;
    const { outcome, told } = await go({ keyId: KeyId });
    expect(outcome).toHaveProperty("fingerprint");
    expect(told.get("cleanUp")?.exchanges).toEqual([]);
    const { KeyState } = (await call(connection, accessKey, describeKey, { KeyId })).KeyMetadata;
    expect(KeyState).toBe("Enabled");
  });

  it("tells an eavesdropper the answers that hold the data key, and no other", async () => {
    for (const [withPlaintext, open] of [
      [false, ["Decrypt"]],
      [true, ["GenerateDataKey", "Decrypt"]],
    ] as const) {
      const { told } = await go({ withPlaintext });
      const attempts = told.get("eavesdropper")?.attempts ?? [];
      expect(attempts.filter(({ gotDataKey }) => gotDataKey).map(({ operation }) => operation?.name)).toEqual(
        open,
      );
      expect(attempts.at(-1)).toEqual({ how: "open", gotDataKey: false });
    }
  });

  it("refuses what an eavesdropper sends", async () => {
    const { told } = await go({});
    const seen = told.get("export")?.exchanges[0];
    if (seen === undefined) throw new Error("nothing was exported");
    const own = await makeRecipientPair("EC_SM2");
    const dataKey = randomPublic(32);
    expect(await sendSeen("repeat", connection, seen, dataKey, own)).toMatchObject({
      code: "SignatureNonceUsed",
    });
    expect(await sendSeen("swapRecipient", connection, seen, dataKey, own)).toMatchObject({
      code: "SignatureDoesNotMatch",
    });
  });
});

describe("a journey that proves nothing", () => {
  it("ends where the export was changed on its way, and cleans up", async () => {
    const flip = (text: string) => (text.startsWith("A") ? "B" : "A") + text.slice(1);
    const { outcome, begun, value } = await go(
      { spec: "RSA_2048" },
      changing(exportDataKey, "ExportedDataKey", flip),
    );
    expect(outcome).toMatchObject({ name: "UnopenedError" });
    expect(begun).toEqual(["pair", "key", "dataKey", "export", "open", "cleanUp"]);
    expect(value("cleanUp", "keyState")).toBe("PendingDeletion");
  });

  it("ends where Decrypt tells another key", async () => {
    const other = encodeBase64(randomPublic(32));
    const { outcome } = await go(
      {},
      changing(decrypt, "Plaintext", () => other),
    );
    expect(outcome).toMatchObject({ name: "NotProvedError", reason: "otherKey" });
  });

  it("ends where an answer holds the data key that must not", async () => {
    let plaintext = "";
    const telling = changing(decrypt, "Plaintext", (text) => (plaintext = text));
    const { outcome } = await go(
      {},
      {
        ...telling,
        // An answer of the KMS that is looked at after Decrypt: the operator's.
        async send(request) {
          const answer = await telling.send(request);
          return { ...answer, headers: { ...answer.headers, "x-leak": plaintext } };
        },
      },
    );
    expect(outcome).toMatchObject({ name: "NotProvedError", reason: "exposed" });
  });

  it("says what the KMS refused", async () => {
    const { outcome, begun } = await go({ keyId: "alias/nobody" });
    expect(outcome).toMatchObject({ name: "ServiceError", code: "Forbidden.AliasNotFound" });
    expect(begun).toEqual(["pair", "key", "cleanUp"]);
  });
});
