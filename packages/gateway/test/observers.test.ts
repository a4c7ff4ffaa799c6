import { describe, expect, it } from "vitest";
import { createService, outcomeIn } from "./service.ts";

function fail(): never {
  throw new Error("of the observer");
}

/** What looks on at a gateway, each of which throws. */
const observers = {
  onAnswered: { onAnswered: fail },
  explain: { explain: () => fail },
  onFault: { onFault: fail },
  "all of them": { onAnswered: fail, explain: () => fail, onFault: fail },
} as const satisfies Readonly<Record<string, Parameters<typeof createService>[0]>>;

const nobody = { headers: new Map<string, string>(), sourceAddress: "", secure: false };

describe.each(Object.entries(observers))("an observer that throws (%s)", (name, options) => {
  it("changes no answer, be it of success, refusal or fault", async () => {
    const service = await createService(options);
    const KeyId = await service.newKey();
    const refused = await service.send("DescribeKey", { KeyId: "alias/none" });
    expect(outcomeIn(refused)).toBe("Forbidden.AliasNotFound");
    expect(refused.headers).not.toHaveProperty("x-keyferry-explain");
    const unread = service.gateways.public.refuse("UnsupportedHTTPMethod", nobody);
    expect([unread.status, outcomeIn(unread)]).toEqual([403, "UnsupportedHTTPMethod"]);
    await service.close();
    const failed = await service.send("GenerateDataKey", { KeyId });
    expect([failed.status, outcomeIn(failed)]).toEqual([503, "ServiceUnavailableTemporary"]);
    // Whoever is told of faults is told of the observer's, too.
    if (name === "onAnswered" || name === "explain") {
      expect(
        service.faults.filter(({ error }) => (error as Error).message === "of the observer"),
      ).not.toEqual([]);
    }
  });
});
