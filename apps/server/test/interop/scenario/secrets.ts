import { randomUUID } from "node:crypto";
import { expect } from "vitest";
import { textOf } from "../answer.ts";
import type { Exercises } from "../exercise.ts";
import type { Session } from "../session.ts";

const policy = {
  Version: "1",
  Statement: [
    {
      Effect: "Allow",
      Principal: { RAM: ["acs:ram::2000000000000000:*"] },
      Action: ["kms:GetSecretValue"],
      Resource: ["*"],
    },
  ],
};

/** Makes a secret in an instance: only such ones have policies. */
async function newSecret({ client, instanceId, newKey }: Session): Promise<string> {
  const { keyId } = await newKey({ DKMSInstanceId: instanceId });
  const SecretName = `interop/${randomUUID()}`;
  await client.call("CreateSecret", {
    ...{ SecretName, VersionId: "v1", SecretData: "x", EncryptionKeyId: keyId, DKMSInstanceId: instanceId },
  });
  return SecretName;
}

/** Policies of secrets in an instance. */
export const secretExercises: Exercises<"GetSecretPolicy" | "SetSecretPolicy"> = {
  async GetSecretPolicy(session) {
    const SecretName = await newSecret(session);
    const answer = await session.client.call("GetSecretPolicy", { SecretName, PolicyName: "default" });
    expect(JSON.parse(textOf(answer, "Policy"))).toMatchObject({
      Statement: [{ Principal: { RAM: ["acs:ram::1000000000000000:*"] } }],
    });
  },

  async SetSecretPolicy(session) {
    const SecretName = await newSecret(session);
    await session.client.call("SetSecretPolicy", { SecretName, Policy: JSON.stringify(policy) });
    const answer = await session.client.call("GetSecretPolicy", { SecretName });
    expect(JSON.parse(textOf(answer, "Policy"))).toEqual(policy);
  },
};
