import { randomBytes } from "node:crypto";
import { beforeEach, describe, expect, it } from "vitest";
import { account, region } from "../service.ts";
import { startProgram, type Program } from "./program.ts";
import { goSdk } from "./wires.ts";

let plugin: Program;
let names: readonly string[];
let id: string;
beforeEach(async () => {
  // Within a cluster it calls the VPC's gateway.
  plugin = await startProgram(goSdk, "vpc");
  id = await plugin.service.newKey();
  await plugin.answer("CreateAlias", { AliasName: "alias/cluster", KeyId: id });
  const arn = `acs:kms:${region}:${account}`;
  names = [id, "alias/cluster", `${arn}:key/${id}`, `${arn}:alias/cluster`];
});

describe("ack-kms-plugin", () => {
  it("seals and opens keys of Kubernetes, its key named by id, alias or ARN", async () => {
    for (const KeyId of names) {
      const seed = randomBytes(32).toString("base64");
      const sealed = await plugin.answer("Encrypt", { KeyId, Plaintext: seed });
      // It tells Kubernetes which version it was.
      expect(sealed).toMatchObject({
        KeyId: id,
        KeyVersionId: expect.stringMatching(/^[0-9a-f-]{36}$/) as string,
        RequestId: expect.stringMatching(/^[0-9a-f-]{36}$/) as string,
      });
      const CiphertextBlob = sealed["CiphertextBlob"] as string;
      expect(await plugin.answer("Decrypt", { CiphertextBlob })).toMatchObject({ Plaintext: seed });
    }
  });

  it("is told when its key is not there", async () => {
    for (const KeyId of ["alias/nobody", `acs:kms:${region}:${account}:alias/nobody`]) {
      expect(await plugin.outcome("Encrypt", { KeyId, Plaintext: "AAAA" })).toBe("Forbidden.AliasNotFound");
    }
  });
});
