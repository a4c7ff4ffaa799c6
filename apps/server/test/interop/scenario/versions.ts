import { expect } from "vitest";
import { memberOf, textOf } from "../answer.ts";
import type { Exercises } from "../exercise.ts";

/** Key versions. A symmetric key has more than one only inside an instance. */
export const versionExercises: Exercises<"CreateKeyVersion" | "DescribeKeyVersion" | "ListKeyVersions"> = {
  async CreateKeyVersion({ client, newKey, instanceId }) {
    const { keyId, versionId } = await newKey({ DKMSInstanceId: instanceId });
    const answer = await client.call("CreateKeyVersion", { KeyId: keyId });
    const fresh = textOf(answer, "KeyVersion", "KeyVersionId");
    expect(fresh).not.toBe(versionId);
    expect(textOf(answer, "KeyVersion", "KeyId")).toBe(keyId);
    const described = await client.call("DescribeKey", { KeyId: keyId });
    expect(textOf(described, "KeyMetadata", "PrimaryKeyVersion")).toBe(fresh);
  },

  async DescribeKeyVersion({ client, sharedKey }) {
    const { keyId, versionId } = await sharedKey();
    const answer = await client.call("DescribeKeyVersion", { KeyId: keyId, KeyVersionId: versionId });
    expect(memberOf(answer, "KeyVersion")).toMatchObject({ KeyId: keyId, KeyVersionId: versionId });
  },

  async ListKeyVersions({ client, newKey, instanceId }) {
    const { keyId, versionId } = await newKey({ DKMSInstanceId: instanceId });
    const made = await client.call("CreateKeyVersion", { KeyId: keyId });
    const answer = await client.call("ListKeyVersions", { KeyId: keyId, PageSize: "10" });
    expect(answer).toMatchObject({
      TotalCount: 2,
      PageNumber: 1,
      PageSize: 10,
      KeyVersions: {
        KeyVersion: [
          { KeyVersionId: versionId },
          { KeyVersionId: textOf(made, "KeyVersion", "KeyVersionId") },
        ],
      },
    });
  },
};
