import { batchGetSecretValue, exportDataKeyToRecipients, serviceError } from "@keyferry/protocol";
import { describe, expect, it } from "vitest";
import { newAuditTrail, noteExports } from "../src/call/audit-trail.ts";
import { checkPartsAsked, notePartAllowed } from "../src/call/parts-asked.ts";
import type { ExportRecipient } from "../src/call/targets.ts";

const asked = { fingerprint: "a".repeat(64), spec: "RSA_2048", algorithm: "RSAES_OAEP_SHA_256" } as const;
const other = { ...asked, fingerprint: "b".repeat(64) };
const recipient = { asked } as ExportRecipient;

describe("an answer with exports to several recipients", () => {
  it("is given where each was asked about, or has none", () => {
    const trail = newAuditTrail();
    notePartAllowed(trail, { use: { resource: "*", recipient } });
    noteExports(trail, [{ recipient: asked }, { refusal: serviceError("Forbidden.NoPermission") }]);
    expect(() => {
      checkPartsAsked(exportDataKeyToRecipients, trail);
    }).not.toThrow();
  });

  it.each([
    ["nothing is noted", undefined],
    ["one has a recipient that nobody has asked about", [{ recipient: asked }, { recipient: other }]],
    ["one has no recipient", [{ recipient: asked }, {}]],
  ])("is given to nobody where %s", (_, exports) => {
    const trail = newAuditTrail();
    notePartAllowed(trail, { use: { resource: "*", recipient } });
    if (exports !== undefined) noteExports(trail, exports);
    expect(() => {
      checkPartsAsked(exportDataKeyToRecipients, trail);
    }).toThrow(/notes none|not asked about/);
    expect(() => {
      checkPartsAsked(batchGetSecretValue, trail);
    }).not.toThrow();
  });
});
