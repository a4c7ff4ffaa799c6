import { maxHeaders } from "@keyferry/gateway";
import { describe, expect, it } from "vitest";
import { readHeaders } from "../src/http/incoming-request.ts";

/** As Node hands them over. */
const raw = (...pairs: readonly (readonly [name: string, value: string])[]) => pairs.flat();
const times = (count: number, name: string, value = "v") =>
  Array.from({ length: count }, () => [name, value] as const);

describe("headers", () => {
  it("are read by lower-case name, as UTF-8", () => {
    const { headers, fault } = readHeaders(raw(["Host", "h"], ["X-Name", "\xc3\xa9"], ["Empty", ""]));
    expect([...headers]).toEqual([
      ["host", "h"],
      ["x-name", "é"],
      ["empty", ""],
    ]);
    expect(fault).toBeUndefined();
  });

  it("of one name are sorted and joined, whatever is in them", () => {
    const { headers, fault } = readHeaders(raw(["Via", "b,a"], ["x", "1"], ["via", "c"], ["VIA", "a,z"]));
    expect([...headers]).toEqual([
      ["via", "a,z,b,a,c"],
      ["x", "1"],
    ]);
    expect(fault).toBeUndefined();
  });

  it("may be 128, and a name 16 times", () => {
    const most = [
      ...times(16, "a"),
      ...Array.from({ length: 112 }, (_, index) => [`x${String(index)}`, ""] as const),
    ];
    expect(most).toHaveLength(maxHeaders);
    expect(readHeaders(raw(...most)).fault).toBeUndefined();
    expect(readHeaders(raw(...most, ["one", "more"])).fault).toEqual({
      code: "RequestEntityTooLarge",
      reason: "The request has more than 128 headers, which is the most that are read",
    });
    expect(readHeaders(raw(...times(17, "A"))).fault).toEqual({
      code: "RequestEntityTooLarge",
      reason: "The request has the header a 17 times: send it 16 times at most",
    });
  });

  it.each(["host", "authorization", "content-type", "x-acs-date", "x-acs-anything"])(
    "that the server acts on, such as %s, must be there once",
    (name) => {
      expect(readHeaders(raw([name, "1"], ["other", "2"])).fault).toBeUndefined();
      expect(readHeaders(raw([name, "1"], ["other", "2"], [name.toUpperCase(), "1"])).fault).toEqual({
        code: "ParseRequestParameterException",
        reason: `The request has the header ${name} twice: send it once`,
      });
      expect(readHeaders(raw(...times(3, name))).fault?.reason).toContain(`${name} 3 times`);
    },
  );

  it("whose name is too long to be read are repeated in part", () => {
    const { reason = "" } = readHeaders(raw(...times(17, "n".repeat(10_000)))).fault ?? {};
    expect(reason).toContain(`${"n".repeat(128)}... 17 times`);
  });

  it("are collected once: each value is looked at as often as it is there", () => {
    let looks = 0;
    const values = times(16, "a", "x,".repeat(1_000)).flat();
    const watched = new Proxy(values, {
      get(target, member, receiver) {
        if (typeof member === "string" && /^\d+$/.test(member)) looks += 1;
        return Reflect.get(target, member, receiver) as unknown;
      },
    });
    expect(readHeaders(watched).headers.get("a")).toHaveLength(16 * 2_000 + 15);
    expect(looks).toBe(values.length);
  });
});
