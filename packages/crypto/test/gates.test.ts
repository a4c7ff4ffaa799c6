import { type BackendFault, CryptoError } from "@keyferry/crypto";
import { describe, expect, it } from "vitest";
import { createGates, type KnownAnswerTest } from "../src/tried/gates.ts";

const faulty = expect.objectContaining({ reason: "faulty" }) as Error;

function gatesWith(...tests: readonly KnownAnswerTest[]) {
  const faults: BackendFault[] = [];
  const all = createGates("a library", (fault) => faults.push(fault));
  const gates = tests.map((test, index) => all.gate(`algorithm ${String(index + 1)}`, test));
  return { all, gates, faults };
}

/** A gate that there must be. */
function nth<T>(gates: readonly T[], index: number): T {
  const gate = gates[index];
  if (gate === undefined) throw new Error("there are fewer gates");
  return gate;
}

describe("the way to an algorithm", () => {
  it("is open once its test is passed, and the test is made once", () => {
    let tests = 0;
    const { gates, faults } = gatesWith(() => ++tests > 0);
    const gate = nth(gates, 0);
    expect(gate.passed).toBe(false);
    expect(gate.pass()).toBeUndefined();
    expect([gate.passed, tests]).toEqual([true, 1]);
    expect(faults).toEqual([]);
  });

  it("is waited for by all who come while it is tested", async () => {
    let tests = 0;
    const { gates } = gatesWith(async () => {
      await Promise.resolve();
      return ++tests > 0;
    });
    const gate = nth(gates, 0);
    await Promise.all([gate.pass(), gate.pass(), gate.pass()]);
    expect([gate.passed, tests]).toEqual([true, 1]);
  });

  it.each<[string, KnownAnswerTest]>([
    ["answers wrongly", () => false],
    ["answers wrongly, later", () => Promise.resolve(false)],
    [
      "throws",
      () => {
        throw new Error("out of order");
      },
    ],
    ["rejects", () => Promise.reject(new CryptoError("undecryptable", "does not open"))],
  ])("is closed with all others where the library %s", async (_, test) => {
    const { all, gates, faults } = gatesWith(() => true, test);
    await nth(gates, 0).pass();
    await expect(async () => nth(gates, 1).pass()).rejects.toThrow(faulty);
    expect(gates.map(({ passed }) => passed)).toEqual([false, false]);
    expect(() => nth(gates, 0).pass()).toThrow(
      "the crypto backend a library is closed: algorithm 2 does not give",
    );
    expect(() => {
      all.checkOpen();
    }).toThrow(faulty);
    expect(faults).toMatchObject([{ backend: "a library", algorithm: "algorithm 2", kind: "known answer" }]);
  });

  it.each([
    new CryptoError("unsupported", "no such key"),
    new CryptoError("unavailable", "could not be loaded"),
    Object.assign(new Error("unrecognised name"), { name: "NotSupportedError" }),
  ])("is neither open nor closed where the algorithm is not there to answer: $name", async (error) => {
    let isThere = false;
    const { all, gates, faults } = gatesWith(() => {
      if (isThere) return true;
      throw error;
    });
    expect(() => nth(gates, 0).pass()).toThrow(error);
    expect(nth(gates, 0).passed).toBe(false);
    all.checkOpen();
    isThere = true;
    await nth(gates, 0).pass();
    expect(nth(gates, 0).passed).toBe(true);
    expect(faults).toEqual([]);
  });

  it("is closed until the next test by an output that was wrong, and for good if that fails", async () => {
    const answers = [true, true, false];
    const { gates, faults } = gatesWith(
      () => answers.shift() ?? false,
      () => true,
    );
    const gate = nth(gates, 0);
    await gate.pass();
    expect(gate.wrongOutput()).toMatchObject({ reason: "faulty" });
    expect(gate.passed).toBe(false);
    await gate.pass();
    expect(gate.passed).toBe(true);
    gate.wrongOutput();
    expect(() => gate.pass()).toThrow(faulty);
    expect(faults.map(({ kind }) => kind)).toEqual(["output", "output", "known answer"]);
    expect(() => nth(gates, 1).pass()).toThrow(faulty);
  });

  it("is not opened by a test that was under way when an output was found wrong: it is put again", async () => {
    const give: ((right: boolean) => void)[] = [];
    const { gates } = gatesWith(() => new Promise<boolean>((resolve) => void give.push(resolve)));
    const gate = nth(gates, 0);
    const passing = gate.pass();
    gate.wrongOutput();
    nth(give, 0)(true);
    await expect.poll(() => give.length).toBe(2);
    expect(gate.passed).toBe(false);
    nth(give, 1)(true);
    await passing;
    expect([gate.passed, give.length]).toEqual([true, 2]);
  });
});
