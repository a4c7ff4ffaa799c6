import { createKey, putSecretValue } from "@keyferry/protocol";
import { createCaller } from "@keyferry/sdk";
import { describe, expect, it } from "vitest";
import { account, allow, inspectedService, secrets } from "./inspected-service.ts";

describe("the root of an account is told", () => {
  it("users with their groups, access key ids and policies, page by page", async () => {
    const { ask } = await inspectedService();
    const { status, answer } = await ask("users", { limit: 2 });
    expect(status).toBe(200);
    expect(answer).toEqual({
      users: [
        {
          name: "courier",
          groups: ["night-shift"],
          accessKeys: [{ id: "LTAI-courier", active: true }],
          policies: [allow("kms:ExportDataKey")],
        },
        { name: "b", groups: [], accessKeys: [{ id: "LTAI-b", active: true }], policies: [] },
      ],
      groups: [{ name: "night-shift", policies: [allow("kms:List*")] }],
      next: "b",
      total: 4,
    });
    const rest = await ask("users", { limit: 2, after: "b" });
    expect(rest.answer).toMatchObject({ users: [{ name: "c" }, { name: "d" }], next: null });
    const gone = await ask("users", { after: "nobody" });
    expect(gone.answer).toMatchObject({ Code: "InvalidParameter" });
    expect(gone.body).toContain("after: is not there any more");
  });

  it("roles, and who may assume them", async () => {
    const { ask } = await inspectedService();
    expect((await ask("roles")).answer).toEqual({
      roles: [
        {
          name: "auditor",
          maxSessionSeconds: 3600,
          trustPolicy: expect.objectContaining({ Version: "1" }) as unknown,
          policies: [allow("kms:Describe*")],
        },
      ],
      next: null,
      total: 1,
    });
  });

  it("recipients, and whose certificate has ended", async () => {
    const { ask } = await inspectedService();
    const { recipients } = (await ask("recipients")).answer;
    expect(recipients).toEqual([
      {
        ...{ name: "module-7", spec: "RSA_2048", note: "rack 3" },
        fingerprint: expect.stringMatching(/^[0-9a-f]{64}$/) as unknown,
        publicKey: expect.stringMatching(/^MII/) as unknown,
        createdAt: expect.stringMatching(/Z$/) as unknown,
        ...{ validUntil: "2026-01-01T00:00:00.000Z", ended: true, hasCertificate: false },
      },
    ]);
  });

  it("who may export a key, and to whom, by its id and by its ARN", async () => {
    const { ask, callerAs } = await inspectedService();
    const { KeyMetadata } = await createCaller(callerAs("root")).call(createKey, {});
    const { KeyId, Arn } = KeyMetadata;
    const byId = await ask("exporters", { key: KeyId });
    expect(byId.answer).toMatchObject({
      key: Arn,
      exporters: [
        { principal: `acs:ram::${account}:root`, action: "kms:ExportDataKey", toAny: true },
        { principal: `acs:ram::${account}:user/courier`, action: "kms:ExportDataKey" },
        { principal: `acs:ram::${account}:root`, action: "kms:GenerateAndExportDataKey" },
      ],
    });
    expect((await ask("exporters", { key: Arn })).answer).toEqual(byId.answer);
  });

  it("nothing of a key that is not there, or is another account's", async () => {
    const { ask, callerAs } = await inspectedService();
    const { KeyMetadata } = await createCaller(callerAs("LTAI-stranger")).call(createKey, {});
    for (const key of [
      KeyMetadata.Arn,
      KeyMetadata.KeyId,
      "0d3a1f9e-2f0c-4b57-9d0e-6a4f6f0c7a11",
      "no key",
    ]) {
      const { status, answer } = await ask("exporters", { key });
      expect(status).toBe(404);
      expect(answer).toMatchObject({ Code: "Forbidden.KeyNotFound" });
    }
  });

  it("no secret, whatever is asked", async () => {
    const { ask, callerAs, trail } = await inspectedService();
    const caller = createCaller(callerAs("root"));
    await caller
      .call(putSecretValue, { SecretName: "none", SecretData: "planted", VersionId: "1" })
      .catch(() => 0);
    trail.write("\n");
    for (const view of ["users", "roles", "recipients", "records", "chain", "refusals"]) {
      const { status, body } = await ask(view);
      expect(status).toBe(200);
      for (const secret of [...Object.values(secrets), "planted"]) expect(body).not.toContain(secret);
    }
  });
});

describe("nobody else", () => {
  it.each(["LTAI-courier", "LTAI-stranger"])("is told anything: %s", async (as) => {
    const { ask, told } = await inspectedService();
    for (const view of ["users", "records", "refusals", "nothing"]) {
      const { status, answer, body } = await ask(view, {}, { as });
      expect(status).toBe(403);
      expect(answer).toMatchObject({ Code: "Forbidden.NoPermission" });
      expect(body).toContain("only the account's root may look here");
    }
    expect(told.map(({ facts, code }) => [facts.control, code])).toEqual([
      ["inspect/users", "Forbidden.NoPermission"],
      ["inspect/records", "Forbidden.NoPermission"],
      ["inspect/refusals", "Forbidden.NoPermission"],
      [undefined, "Forbidden.NoPermission"],
    ]);
  });

  it("is told anything without a signature that is right", async () => {
    const { ask } = await inspectedService();
    const { answer } = await ask("users", {}, { as: "unknown" });
    expect(answer).toMatchObject({ Code: "InvalidAccessKeyId.NotFound" });
  });
});

describe("a request", () => {
  it("is told of with what was looked at, but for what a page asks every other second", async () => {
    const { ask, told } = await inspectedService();
    await ask("users");
    const { last } = (await ask("refusals")).answer;
    await ask("refusals", { since: last });
    await ask("refusals", { since: 1 });
    await ask("chain");
    await ask("chain");
    await ask("chain", { again: true });
    const controls = told.map(({ facts, code }) => [facts.control, code]);
    expect(controls).toEqual([
      ["inspect/users", undefined],
      ["inspect/refusals", undefined],
      ["inspect/refusals", "InvalidParameter"],
      ["inspect/chain", undefined],
      ["inspect/chain", undefined],
    ]);
  });

  it.each(["0".repeat(32), "begin"])(
    "is told of where it goes on from a place that was not given: %s",
    async (since) => {
      const { ask, told } = await inspectedService();
      expect((await ask("refusals", { since })).status).toBe(200);
      expect(told.map(({ facts }) => facts.control)).toEqual(["inspect/refusals"]);
    },
  );

  it.each([
    ["users", { limit: 51 }, "limit: must be 50 at the most"],
    ["users", { after: "" }, "after"],
    ["users", { all: true }, "all: is nothing that is known here"],
    ["users", "[]", "body: must be a JSON object in UTF-8"],
    ["users", `{"after":"${"a".repeat(9_000)}"}`, "too large"],
    ["records", { limit: 101 }, "limit: must be 100 at the most"],
    ["records", { from: "yesterday" }, "from: must be a moment such as 2027-01-02T03:04:05Z"],
    ["records", { before: -1 }, "before"],
    ["chain", { from: 1 }, "from: is nothing that is known here"],
    ["exporters", {}, "key: must be a text"],
    ["", {}, "there are /_keyferry/inspect/users"],
    ["constructor", {}, "there are /_keyferry/inspect/users"],
    ["users/courier", {}, "there are /_keyferry/inspect/users"],
  ])("to %s is refused with %j", async (view, document, says) => {
    const { ask, faults } = await inspectedService();
    const { status, body } = await ask(view, document);
    expect(status).toBeGreaterThanOrEqual(400);
    expect(body).toContain(says);
    expect(faults).toEqual([]);
  });

  it("by GET is refused", async () => {
    const { ask } = await inspectedService();
    expect((await ask("users", "", { method: "GET" })).answer).toMatchObject({
      Code: "UnsupportedHTTPMethod",
    });
  });
});
