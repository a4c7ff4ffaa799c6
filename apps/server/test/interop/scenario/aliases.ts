import { randomUUID } from "node:crypto";
import { expect } from "vitest";
import { memberOf, textOf } from "../answer.ts";
import type { Exercises } from "../exercise.ts";
import { expectRefusal } from "../expect-refusal.ts";

/** Second names of keys. */
export const aliasExercises: Exercises<
  "CreateAlias" | "UpdateAlias" | "DeleteAlias" | "ListAliases" | "ListAliasesByKeyId"
> = {
  async CreateAlias({ client, newKey }) {
    const { keyId } = await newKey();
    const alias = `alias/interop/${randomUUID()}`;
    await client.call("CreateAlias", { KeyId: keyId, AliasName: alias });
    const made = await client.call("GenerateDataKey", { KeyId: alias });
    expect(textOf(made, "KeyId")).toBe(keyId);
    const described = await client.call("DescribeKey", { KeyId: alias });
    expect(textOf(described, "KeyMetadata", "KeyId")).toBe(keyId);
  },

  async UpdateAlias({ client, newKey, newAlias }) {
    const [before, after] = [await newKey(), await newKey()];
    const alias = await newAlias(before.keyId);
    await client.call("UpdateAlias", { KeyId: after.keyId, AliasName: alias });
    const described = await client.call("DescribeKey", { KeyId: alias });
    expect(textOf(described, "KeyMetadata", "KeyId")).toBe(after.keyId);
  },

  async DeleteAlias({ client, newKey, newAlias }) {
    const alias = await newAlias((await newKey()).keyId);
    await client.call("DeleteAlias", { AliasName: alias });
    await expectRefusal(client.call("DescribeKey", { KeyId: alias }), "Forbidden.AliasNotFound");
  },

  async ListAliases({ client, newKey, newAlias }) {
    await newAlias((await newKey()).keyId);
    const answer = await client.call("ListAliases", { PageNumber: "1", PageSize: "1" });
    expect(answer).toMatchObject({ PageNumber: 1, PageSize: 1 });
    expect(memberOf(answer, "Aliases", "Alias")).toEqual([
      {
        AliasName: expect.stringMatching(/^alias\//) as string,
        AliasArn: expect.stringMatching(/^acs:kms:/) as string,
        KeyId: expect.any(String) as string,
      },
    ]);
  },

  async ListAliasesByKeyId({ client, newKey, newAlias }) {
    const { keyId } = await newKey();
    const [first, second] = [await newAlias(keyId), await newAlias(keyId)];
    const answer = await client.call("ListAliasesByKeyId", { KeyId: keyId });
    expect(answer).toMatchObject({
      TotalCount: 2,
      Aliases: {
        Alias: [
          { AliasName: first, KeyId: keyId },
          { AliasName: second, KeyId: keyId },
        ],
      },
    });
  },
};
