import { afterEach, describe, expect, it } from "vitest";
import { officialClient, type Failure } from "./official-client.ts";
import { send } from "./raw-http.ts";
import { startServer, type RunningServer } from "./running-server.ts";

/** Breaks a function of OpenSSL before the server loads it. */
function broken(change: string): Readonly<Record<string, string>> {
  const program = `
    import crypto from "node:crypto";
    import { syncBuiltinESMExports } from "node:module";
    const turned = (bytes) => { bytes[bytes.length - 1] ^= 1; return bytes; };
    ${change}
    syncBuiltinESMExports();`;
  return { NODE_OPTIONS: `--import=data:text/javascript,${encodeURIComponent(program)}` };
}

/** Every code over SHA-384 is wrong, and verified by the same wrong code. */
const wrongCodes = broken(`
  const { createHmac } = crypto;
  crypto.createHmac = (hash, key) => {
    const hmac = createHmac(hash, key);
    if (hash !== "sha384") return hmac;
    const digest = hmac.digest.bind(hmac);
    hmac.digest = () => turned(digest());
    return hmac;
  };`);

/** Every other private operation of RSA has a bit turned, as if it had been hit: first comes the test, then a caller. */
const wrongSignatures = broken(`
  const { privateEncrypt } = crypto;
  let calls = 0;
  crypto.privateEncrypt = (...given) => {
    const signature = privateEncrypt(...given);
    return calls++ % 2 === 0 ? signature : turned(signature);
  };`);

let server: RunningServer | undefined;
afterEach(async () => {
  await server?.[Symbol.asyncDispose]();
  server = undefined;
});

async function startBroken(variables: Readonly<Record<string, string>>) {
  const started = await startServer({ variables });
  server = started;
  const call = officialClient(started.ready.public);
  return {
    call,
    newKey: async (more: Readonly<Record<string, string>>) => {
      const { KeyMetadata } = await call("CreateKey", more);
      return { KeyId: KeyMetadata["KeyId"], KeyVersionId: KeyMetadata["PrimaryKeyVersion"] };
    },
    refusal: async (action: string, parameters: Readonly<Record<string, unknown>>) => {
      const failure = await call(action, parameters).then(
        () => undefined,
        (error: unknown) => error as Failure,
      );
      return [failure?.code, failure?.entry.response.statusCode];
    },
    get: async (target: string) => send(started.ready.public, { target }),
    log: () => started.written().error,
  };
}

describe("cryptography that fails", () => {
  it("closes the backend whose known answers are wrong, which /readyz, /metrics and the log say, and no other", async () => {
    const { call, newKey, refusal, get, log } = await startBroken(wrongCodes);
    const aes = await newKey({});
    const sm4 = await newKey({ KeySpec: "Aliyun_SM4" });
    const hmac = await newKey({ KeySpec: "HMAC_SHA_384", KeyUsage: "GENERATE/VERIFY_MAC" });
    await call("Encrypt", { KeyId: aes.KeyId, Plaintext: "text" });
    expect((await get("/readyz")).status).toBe(200);

    const code = { ...hmac, Algorithm: "HMAC_SHA_384", Message: "bWVzc2FnZQ==" };
    expect(await refusal("GenerateMac", code)).toEqual(["InternalFailure", 500]);
    expect(await refusal("Encrypt", { KeyId: aes.KeyId, Plaintext: "text" })).toEqual([
      "InternalFailure",
      500,
    ]);
    expect(await call("Encrypt", { KeyId: sm4.KeyId, Plaintext: "text" })).toHaveProperty("CiphertextBlob");

    await expect
      .poll(async () => JSON.parse((await get("/readyz")).body) as unknown, { timeout: 5_000 })
      .toEqual({ status: "not ready", failing: ["cryptography", "cryptography: node"] });
    expect((await get("/metrics")).body).toContain(
      'keyferry_crypto_backend_closed{backend="node",algorithm="HMAC_SHA_384"} 1',
    );
    expect(log()).toContain('"backend":"node","algorithm":"HMAC_SHA_384"');
  });

  it("keeps back a signature with a bit turned, counts it, and goes on", async () => {
    const { newKey, refusal, get, log } = await startBroken(wrongSignatures);
    const rsa = await newKey({ KeySpec: "RSA_2048", KeyUsage: "SIGN/VERIFY" });
    const Digest = Buffer.alloc(32, 7).toString("base64");
    const signing = { ...rsa, Algorithm: "RSA_PSS_SHA_256", Digest };
    for (let count = 0; count < 3; count++) {
      expect(await refusal("AsymmetricSign", signing)).toEqual(["InternalFailure", 500]);
    }
    expect((await get("/readyz")).status).toBe(200);
    expect((await get("/metrics")).body).toContain(
      'keyferry_crypto_wrong_outputs_total{backend="node",algorithm="RSA_PSS_SHA_256"} 3',
    );
    expect(log()).toContain("it was held back");
  });
});
