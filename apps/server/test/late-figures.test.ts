import type { AnsweredRequest } from "@keyferry/gateway";
import { describe, expect, it, vi } from "vitest";
import { createFigures } from "../src/observe/figures.ts";
import { createMetrics } from "../src/observe/metrics.ts";

const request: AnsweredRequest = {
  ...{ time: 0, requestId: "an id", gateway: "public", sourceAddress: "127.0.0.1" },
  ...{ duration: 1, status: 200, code: undefined, facts: {} },
};

describe("figures that cannot be loaded", () => {
  it("stop nobody, are told once, and count from the moment when they are there", async () => {
    const warn = vi.fn();
    let away = true;
    const metrics = createMetrics({
      log: { warn },
      load: async () => {
        if (away) throw new Error("the file is away");
        return createFigures();
      },
    });
    // A rejection that nobody handles would fail this run.
    metrics.count(request);
    metrics.countTampered("keys");
    await expect(metrics.render()).rejects.toThrow("the file is away");
    metrics.count(request);
    await expect(metrics.render()).rejects.toThrow("the file is away");
    expect(warn).toHaveBeenCalledOnce();
    away = false;
    metrics.count(request);
    expect((await metrics.render()).text).toContain(
      'keyferry_requests_total{gateway="public",operation="none",code="OK"} 1',
    );
    metrics.count(request);
    expect((await metrics.render()).text).toContain('code="OK"} 2');
    expect(warn).toHaveBeenCalledOnce();
  });
});
