import { describe, expect, it } from "vitest";
import type { BackendFault } from "../src/tried/backend-fault.ts";
import { createGates } from "../src/tried/gates.ts";
import { afterTrial } from "../src/tried/output-trial.ts";

function observedGates() {
  const faults: BackendFault[] = [];
  return { gates: createGates("made up", (fault) => void faults.push(fault)), faults };
}

/** A verdict that comes when it is given. */
function later() {
  let give: (verdict: boolean) => void = () => undefined;
  const verdict = new Promise<boolean>((resolve) => {
    give = resolve;
  });
  return { verdict, give };
}

/** A signature or ciphertext on its trial. */
const anOutput = () => Uint8Array.of(1, 2, 3);
const wiped = new Uint8Array(3);

describe("what is on its trial", () => {
  it.each([
    ["is found wrong", () => false],
    [
      "cannot be looked at",
      () => {
        throw new Error("the library's words");
      },
    ],
  ])("is wiped when it %s", (_, holds) => {
    const { gates } = observedGates();
    const output = anOutput();
    expect(() => afterTrial(gates.gate("one", undefined), output, holds)).toThrow("did not stand its trial");
    expect(output).toEqual(wiped);
  });

  it("is wiped when it is found wrong later", async () => {
    const { gates } = observedGates();
    const output = anOutput();
    const answer = afterTrial(gates.gate("one", undefined), output, () => Promise.resolve(false));
    await expect(answer).rejects.toThrow("did not stand its trial");
    expect(output).toEqual(wiped);
  });

  it("does not leave a backend that was closed meanwhile, and is wiped", async () => {
    const { gates, faults } = observedGates();
    const other = gates.gate("other", () => false);
    const trial = later();
    const output = anOutput();
    const answer = afterTrial(gates.gate("one", undefined), output, () => trial.verdict);
    expect(() => other.pass()).toThrow("is closed");
    trial.give(true);
    await expect(answer).rejects.toThrow("is closed");
    expect(output).toEqual(wiped);
    expect(faults).toHaveLength(1);
  });
});
