import { describe, expect, it, vi } from "vitest";
import { createClosing } from "../src/closing.ts";
import { startPurging } from "../src/purging.ts";

describe("what has become due", () => {
  it("is told to be done only where all of it is", async () => {
    const closing = createClosing();
    const reportFault = vi.fn();
    const purgeDueKeys = vi.fn(async () => 1);
    const none = async () => 0;
    const kms = { purgeDueKeys, purgeDueSecrets: none, rotateDueKeys: none, rotateDueSecrets: none };
    const purge = startPurging(kms, { closing, reportFault });
    expect(await purge()).toBe(true);
    purgeDueKeys.mockRejectedValueOnce(new Error("the module is away"));
    expect(await purge()).toBe(false);
    expect(reportFault).toHaveBeenCalledOnce();
    expect(await purge()).toBe(true);
    await closing.run();
  });
});
