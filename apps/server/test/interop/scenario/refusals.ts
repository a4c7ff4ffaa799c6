import { randomUUID } from "node:crypto";
import { expect } from "vitest";
import type { Exercise } from "../exercise.ts";
import { expectRefusal } from "../expect-refusal.ts";

/** What the service refuses, by its name in the matrix: code, status, sentence and request id must reach the users. */
export const refusalExercises: Readonly<Record<string, Exercise>> = {
  async "an unknown key"({ client }) {
    await expectRefusal(client.call("DescribeKey", { KeyId: randomUUID() }), "Forbidden.KeyNotFound");
  },

  async "a disabled key"({ client, newKey }) {
    const { keyId } = await newKey();
    await client.call("DisableKey", { KeyId: keyId });
    await expectRefusal(client.call("GenerateDataKey", { KeyId: keyId }), "Rejected.Disabled");
  },

  async "a missing parameter"({ client, sharedKey }) {
    const { keyId } = await sharedKey();
    const { message } = await expectRefusal(client.call("Encrypt", { KeyId: keyId }), "MissingParameter");
    expect(message).toContain('"Plaintext"');
  },

  async "a wrong secret"({ impostor }) {
    const { message } = await expectRefusal(impostor.call("DescribeRegions", {}), "SignatureDoesNotMatch");
    expect(message).toContain("server string to sign is:");
  },

  async "a dry run"({ client, sharedKey }) {
    const { keyId } = await sharedKey();
    const parameters = { KeyId: keyId, DryRun: "true" };
    await expectRefusal(client.call("GenerateDataKey", parameters), "DryRunOperationError");
  },
};
