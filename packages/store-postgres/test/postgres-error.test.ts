import { describe, expect, it } from "vitest";
import { UnreadableValue, valueTypes } from "../src/connection/values.ts";
import { isWorthRepeating, postgresReason } from "../src/connection/postgres-error.ts";

const errorWith = (code: string) => Object.assign(new Error("told by the database"), { code });

describe("an error of PostgreSQL", () => {
  it.each([
    ["23505", "refused"],
    ["23503", "refused"],
    ["22021", "refused"],
    ["22003", "refused"],
    ["54000", "refused"],
    ["XX001", "corrupt"],
    ["XX002", "corrupt"],
    ["57014", "unavailable"],
    ["40001", "unavailable"],
    ["25006", "unavailable"],
    ["53300", "unavailable"],
    ["ECONNREFUSED", "unavailable"],
  ])("%s is %s", (code, reason) => {
    expect(postgresReason(errorWith(code))).toBe(reason);
  });

  it.each([new Error("no code"), undefined, "23505"])("is unavailable where it says nothing: %s", (cause) => {
    expect(postgresReason(cause)).toBe("unavailable");
  });

  it("is worth another attempt where another transaction was in the way, and nowhere else", () => {
    expect(["40001", "40P01"].map((code) => isWorthRepeating(errorWith(code)))).toEqual([true, true]);
    expect(["40002", "23505", "08006", "57P01"].map((code) => isWorthRepeating(errorWith(code)))).toEqual([
      false,
      false,
      false,
      false,
    ]);
  });
});

describe("values of the database", () => {
  const read = (oid: number, text: string) => valueTypes.getTypeParser(oid)(text);

  it("are whole numbers, bytes and texts", () => {
    expect(read(20, "9007199254740991")).toBe(9_007_199_254_740_991);
    expect(read(20, "-5")).toBe(-5);
    expect(read(17, "\\x00ff10")).toEqual(Uint8Array.of(0, 255, 16));
    expect(read(17, "\\x")).toEqual(Uint8Array.of());
    expect(read(25, "12")).toBe("12");
    expect(read(1700, "12")).toBe("12");
  });

  it.each([
    [20, "9007199254740992"],
    [20, "1.5"],
    [20, ""],
    [23, " 1"],
    [23, "1e3"],
    [17, "00ff"],
    [17, "\\x0"],
    [17, "\\x0g"],
    [17, "\\\\000"],
  ])("are refused in any other form: type %d, %s", (oid, text) => {
    expect(() => read(oid, text)).toThrow(UnreadableValue);
    expect(postgresReason(new UnreadableValue("x"))).toBe("corrupt");
  });
});
