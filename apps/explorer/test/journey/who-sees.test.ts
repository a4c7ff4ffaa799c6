import { describe, expect, it } from "vitest";
import { lanes, sceneOf, steps, verdictOf, type Circumstances } from "../../src/journey/picture/who-sees.ts";

const usual: Circumstances = { withPlaintext: false, ownKey: false, wire: "http" };

/** What each lane has at each step: `O` open, `K` sealed for the KMS, `R` for the recipient, `T` inside TLS. */
function tableOf(circumstances: Circumstances): readonly string[] {
  const signs = { open: "O", kms: "K", recipient: "R", tls: "T" } as const;
  return steps.map((step) => {
    const { sights } = sceneOf(step, circumstances);
    const cells = lanes.map((lane) => sights[lane].dataKey.map((form) => signs[form]).join("") || "-");
    return `${step}: ${cells.join(" ")}`;
  });
}

describe("who sees the data key", () => {
  it("is nobody between the KMS and the recipient, until the proof asks Decrypt", () => {
    //                    recipient caller wire kms store auditor
    expect(tableOf(usual)).toEqual([
      "pair: - - - - - -",
      "key: - - - - - -",
      "dataKey: - K K O - -",
      "export: - KR KR O - -",
      "open: O KR - - - -",
      "compare: O O KO O - -",
      "eavesdropper: O KR KR - - -",
      "wrongRecipient: R KR - - - -",
      "operator: O KR - - - -",
      "cleanUp: O KR - - - -",
    ]);
  });

  it("is the caller, and whoever listens to plain HTTP, where the caller asks for it in the clear", () => {
    const table = tableOf({ ...usual, withPlaintext: true });
    expect(table[2]).toBe("dataKey: - OK OK O - -");
    // An export holds it no more openly than before.
    expect(table[3]).toBe("export: - OKR KR O - -");
  });

  it("is never the wire under TLS", () => {
    for (const withPlaintext of [false, true]) {
      for (const step of steps) {
        const { wire } = sceneOf(step, { withPlaintext, ownKey: false, wire: "tls" }).sights;
        expect(wire.dataKey.filter((form) => form !== "tls")).toEqual([]);
      }
    }
  });

  it("is never the store or the auditor", () => {
    for (const wire of ["http", "tls", "none"] as const) {
      for (const step of steps) {
        const { sights } = sceneOf(step, { withPlaintext: true, ownKey: true, wire });
        expect([verdictOf(sights.store), verdictOf(sights.auditor)]).toEqual(["nothing", "nothing"]);
      }
    }
  });
});
