import { rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { failureOf, officialClient, type Call } from "./official-client.ts";
import { newFolder, startInVain, startServer, type RunningServer } from "./running-server.ts";

const account = "1000000000000000";
const spec = "Aliyun_AES_256";
const seed = {
  keys: [
    { spec, aliases: ["alias/orders"] },
    { spec, service: "mse" },
    { spec, service: "oss", aliases: ["alias/objects"] },
  ],
};
const filter = (Key: string, ...Values: string[]) => ({ Filters: JSON.stringify([{ Key, Values }]) });

describe("the key of a cloud service in a seed", () => {
  let server: RunningServer;
  let call: Call;

  beforeAll(async () => {
    server = await startServer({ seed });
    call = officialClient(server.ready.public);
  });
  afterAll(() => server[Symbol.asyncDispose]());

  const describeKey = async (KeyId: string) => (await call("DescribeKey", { KeyId })).KeyMetadata;

  it("has the service as its creator, and the service's alias beside its own", async () => {
    expect(await describeKey("alias/acs/mse")).toMatchObject({ Creator: "mse", KeyState: "Enabled" });
    expect(await describeKey("alias/acs/oss")).toMatchObject({ Creator: "oss" });
    expect(await describeKey("alias/objects")).toEqual(await describeKey("alias/acs/oss"));
    expect(await describeKey("alias/orders")).toMatchObject({ Creator: account });
    const { KeyId } = (await call("CreateKey")).KeyMetadata;
    expect(await describeKey(KeyId ?? "")).toMatchObject({ Creator: account });
  });

  it("is listed by who made it", async () => {
    const listed = async (parameters: object) =>
      (await call("ListKeys", { ...parameters })).Keys.Key.map(({ KeyId }) => KeyId);
    const [mse = "", oss = "", orders = ""] = await Promise.all(
      ["alias/acs/mse", "alias/acs/oss", "alias/orders"].map(
        async (alias) => (await describeKey(alias))["KeyId"] ?? "",
      ),
    );
    expect(await listed(filter("CreatorType", "Service"))).toEqual([mse, oss]);
    expect(await listed(filter("Creator", "mse"))).toEqual([mse]);
    const ofUsers = await listed(filter("CreatorType", "User"));
    expect(ofUsers).toContain(orders);
    expect(ofUsers).not.toContain(mse);
    expect(await listed(filter("Creator", account))).toEqual(ofUsers);
  });

  it("serves Nacos, which names it alias/acs/mse: data keys of both lengths, and their opening", async () => {
    for (const [KeySpec, length] of [
      ["AES_128", 16],
      ["AES_256", 32],
    ] as const) {
      const { Plaintext, CiphertextBlob } = await call("GenerateDataKey", {
        KeyId: "alias/acs/mse",
        KeySpec,
      });
      expect(Buffer.from(Plaintext, "base64")).toHaveLength(length);
      expect((await call("Decrypt", { CiphertextBlob })).Plaintext).toBe(Plaintext);
    }
  });

  it("has an alias that callers can neither make, move nor delete", async () => {
    const { KeyId } = (await call("CreateKey")).KeyMetadata;
    for (const refused of [
      call("CreateAlias", { KeyId, AliasName: "alias/acs/ecs" }),
      call("UpdateAlias", { KeyId, AliasName: "alias/acs/mse" }),
      call("DeleteAlias", { AliasName: "alias/acs/mse" }),
    ]) {
      const { code, data } = await failureOf(refused);
      expect(code).toBe("InvalidParameter");
      expect(data.Message).toContain("AliasName: must be alias/ ");
    }
    expect(await describeKey("alias/acs/mse")).toMatchObject({ Creator: "mse" });
  });
});

describe("the key of a cloud service in a seed is refused", () => {
  const data = newFolder();
  afterAll(() => {
    rmSync(data, { recursive: true });
  });

  it.each([
    [
      "with a name that could be an account's",
      { keys: [{ spec, service: "1000000000000000" }] },
      "keys.0.service: must be",
    ],
    ["with a name in upper case", { keys: [{ spec, service: "MSE" }] }, "keys.0.service: must be"],
    [
      "twice",
      {
        keys: [
          { spec, service: "mse" },
          { spec, service: "mse" },
        ],
      },
      "keys.1.service: alias/acs/mse is taken twice",
    ],
    [
      "by its alias alone",
      { keys: [{ spec, aliases: ["alias/acs/mse"] }] },
      "keys.0: The specified parameter is not valid. AliasName",
    ],
    ["inside an instance", { instances: [{ keys: [{ spec, service: "mse" }] }] }, "instances.0.keys.0"],
  ])("%s", async (_, content, says) => {
    const file = join(data, "seed.json");
    writeFileSync(file, JSON.stringify(content));
    const { exitCode, error } = await startInVain({ data, flags: ["--seed", file] });
    expect(exitCode).toBe(1);
    expect(error).toContain(says);
  });
});
