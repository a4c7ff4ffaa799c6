import { expect } from "vitest";
import { textOf } from "../answer.ts";
import type { Exercises } from "../exercise.ts";
import { expectRefusal } from "../expect-refusal.ts";

const statement = {
  Sid: "guests",
  Effect: "Allow",
  Principal: { RAM: ["acs:ram::2000000000000000:*"] },
  Action: ["kms:Encrypt", "kms:GenerateDataKey"],
  Resource: ["*"],
};
const policy = { Version: "1", Statement: [statement] };

/** Policies of keys in an instance. */
export const policyExercises: Exercises<"GetKeyPolicy" | "SetKeyPolicy"> = {
  async GetKeyPolicy({ client, instanceId, newKey }) {
    const { keyId } = await newKey({ DKMSInstanceId: instanceId });
    const answer = await client.call("GetKeyPolicy", { KeyId: keyId, PolicyName: "default" });
    expect(JSON.parse(textOf(answer, "Policy"))).toMatchObject({
      Statement: [{ Principal: { RAM: ["acs:ram::1000000000000000:*"] } }],
    });
    const other = client.call("GetKeyPolicy", { KeyId: keyId, PolicyName: "other" });
    await expectRefusal(other, "Forbidden.ResourceNotFound");
  },

  async SetKeyPolicy({ client, instanceId, newKey }) {
    const { keyId } = await newKey({ DKMSInstanceId: instanceId });
    await client.call("SetKeyPolicy", { KeyId: keyId, Policy: JSON.stringify(policy) });
    const answer = await client.call("GetKeyPolicy", { KeyId: keyId });
    expect(JSON.parse(textOf(answer, "Policy"))).toEqual(policy);
  },
};
