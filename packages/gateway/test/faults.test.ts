import { CryptoError } from "@keyferry/crypto";
import { StoreError } from "@keyferry/store";
import { describe, expect, it } from "vitest";
import { ci, root } from "./requests.ts";
import { createService, outcomeIn, refusalIn, uuid } from "./service.ts";

describe("a fault of the service itself", () => {
  it("is 503 ServiceUnavailableTemporary when the store does not answer", async () => {
    const service = await createService();
    const KeyId = await service.newKey();
    await service.close();
    for (const parameters of [{ SignatureNonce: undefined }, {}]) {
      const response = await service.send("GenerateDataKey", { KeyId, ...parameters });
      expect(response.status).toBe(503);
      expect(refusalIn(response).code).toBe("ServiceUnavailableTemporary");
      expect(refusalIn(response).message).toBe("Service Unavailable Temporary.");
    }
    expect(service.faults.map(({ error }) => error)).toEqual([
      expect.any(StoreError),
      expect.any(StoreError),
    ]);
  });

  it("keeps its code when it meets a dry run", async () => {
    const service = await createService();
    const KeyId = await service.newKey();
    await service.close();
    const parameters = { KeyId, DryRun: "true", SignatureNonce: undefined };
    expect(outcomeIn(await service.send("GenerateDataKey", parameters))).toBe("ServiceUnavailableTemporary");
  });

  it("is 503 when the module that holds a key does not answer, and that is told as well", async () => {
    const service = await createService({
      watch: (crypto) => ({
        ...crypto,
        generateDataKey() {
          throw new CryptoError("unavailable", "the token's name is not for callers");
        },
      }),
    });
    const response = await service.send("GenerateDataKey", { KeyId: await service.newKey() });
    expect(outcomeIn(response)).toBe("ServiceUnavailableTemporary");
    expect(response.body).not.toContain("token");
    expect(service.faults).toMatchObject([{ error: { cause: { reason: "unavailable" } } }]);
  });

  it("is 500 InternalFailure when nobody foresaw it, and says nothing of it to the caller", async () => {
    const service = await createService({
      watch: (crypto) => ({
        ...crypto,
        generateDataKey() {
          throw new TypeError("what went wrong is not for callers");
        },
      }),
    });
    const KeyId = await service.newKey();
    for (const Format of ["JSON", "XML"]) {
      const response = await service.send("GenerateDataKey", { KeyId, Format });
      expect(response.status).toBe(500);
      expect(refusalIn(response).code).toBe("InternalFailure");
      expect(refusalIn(response).message).toBe("Internal Failure.");
    }
  });

  it("is told with the id that the caller has, as is what was answered", async () => {
    const service = await createService();
    const KeyId = await service.newKey();
    await service.close();
    service.answered.length = 0;
    const { headers } = await service.send("GenerateDataKey", { KeyId });
    const requestId = headers["x-acs-request-id"] ?? "";
    expect(requestId).toMatch(uuid);
    expect(service.faults).toMatchObject([{ requestId }]);
    expect(service.answered).toMatchObject([{ requestId, code: "ServiceUnavailableTemporary", status: 503 }]);
  });

  it("is told without secrets", async () => {
    const service = await createService();
    const KeyId = await service.newKey();
    await service.close();
    const Plaintext = "c2VjcmV0LW9mLWEtY2FsbGVy";
    await service.send("Encrypt", { KeyId, Plaintext }, { signer: ci });
    await service.send("Encrypt", { KeyId, Plaintext, SignatureNonce: undefined });
    expect(service.faults).toHaveLength(2);
    const told = service.faults.map(({ error }) => textOf(error)).join("\n");
    expect(told).not.toBe("");
    for (const secret of [Plaintext, atob(Plaintext), ci.secret, root.secret]) {
      expect(told).not.toContain(secret);
    }
  });

  it("is not made of a request that is refused", async () => {
    const service = await createService();
    await service.send("DescribeKey", { KeyId: "unknown" });
    await service.send("DescribeKey");
    await service.send("NoSuchAction");
    expect(service.faults).toEqual([]);
  });

  it("does not keep the answer back when it is an observer that fails", async () => {
    const service = await createService({
      onAnswered() {
        throw new Error("the disk is full");
      },
    });
    expect(outcomeIn(await service.send("DescribeRegions"))).toBe("OK");
    expect(service.faults).toMatchObject([{ error: { message: "the disk is full" } }]);
  });
});

/** All texts of an error and its causes. */
function textOf(error: unknown): string {
  if (!(error instanceof Error)) return "";
  return `${error.stack ?? ""} ${JSON.stringify(error)}\n${textOf(error.cause)}`;
}
