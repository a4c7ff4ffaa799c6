import { expect } from "vitest";
import { bytesOf } from "../answer.ts";
import type { Exercises } from "../exercise.ts";
import type { Session } from "../session.ts";

const codes = [
  { algorithm: "HMAC_SHA_224", length: 28 },
  { algorithm: "HMAC_SHA_256", length: 32 },
  { algorithm: "HMAC_SHA_384", length: 48 },
  { algorithm: "HMAC_SHA_512", length: 64 },
  { algorithm: "HMAC_SM3", length: 32 },
] as const;

const message = Buffer.from("a message, and its code").toString("base64");

interface Made {
  /** What names the code's key and algorithm, in requests and answers. */
  readonly names: { readonly KeyId: string; readonly Algorithm: string };
  readonly code: Uint8Array;
}

async function generate({ client, sharedKey }: Session, algorithm: string): Promise<Made> {
  const { keyId } = await sharedKey({ KeySpec: algorithm, KeyUsage: "GENERATE/VERIFY_MAC" });
  const names = { KeyId: keyId, Algorithm: algorithm };
  const answer = await client.call("GenerateMac", { ...names, Message: message });
  expect(answer).toMatchObject(names);
  return { names, code: bytesOf(answer, "Mac") };
}

/** Message authentication codes, under keys that never leave the service. */
export const macExercises: Exercises<"GenerateMac" | "VerifyMac"> = {
  async GenerateMac(session) {
    for (const { algorithm, length } of codes) {
      const { code } = await generate(session, algorithm);
      expect(code).toHaveLength(length);
      expect((await generate(session, algorithm)).code).toEqual(code);
    }
  },

  async VerifyMac(session) {
    for (const { algorithm } of codes) {
      const { names, code } = await generate(session, algorithm);
      const altered = code.map((byte, index) => (index === 0 ? byte ^ 1 : byte));
      for (const [mac, value] of [
        [code, true],
        [altered, false],
      ] as const) {
        const parameters = { ...names, Message: message, Mac: Buffer.from(mac).toString("base64") };
        expect(await session.client.call("VerifyMac", parameters)).toMatchObject({ ...names, Value: value });
      }
    }
  },
};
