import { encodeForm, readQuery } from "@keyferry/signature/steps";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { changedOnTheWay } from "../src/signature/mistake.ts";
import { keyOfMark, segmentsOf } from "../src/signature/segments.ts";

describe("the pieces of a marked text", () => {
  it("are the text together, whatever runs are marked in it", () => {
    const marked = readQuery("Action=A&KeyId=&Note=c", "once");
    const place = fc.nat(marked.text.length);
    const run = fc.tuple(place, place).map(([a, b]) => ({ from: Math.min(a, b), to: Math.max(a, b) }));
    fc.assert(
      fc.property(
        fc.option(run, { nil: undefined }),
        fc.option(run, { nil: undefined }),
        (input, different) => {
          const segments = segmentsOf(marked, { input, different });
          expect(segments.map(({ text }) => text).join("")).toBe(marked.text);
          const marks = segments
            .flatMap(({ text, mark }) => (mark?.shows === "value" ? [text] : []))
            .join("");
          expect(marks).toBe("Ac");
          const cut = (of: typeof run extends fc.Arbitrary<infer R> ? R | undefined : never) =>
            of && marked.text.slice(of.from, of.to);
          const shown = (which: "fromBefore" | "different") =>
            segments.flatMap((segment) => (segment[which] ? [segment.text] : [])).join("");
          expect(shown("fromBefore")).toBe(cut(input) ?? "");
          expect(shown("different")).toBe(cut(different) ?? "");
          expect(segments.some((segment) => segment.different)).toBe(different !== undefined);
        },
      ),
    );
  });

  it("are known by one name wherever they stand", () => {
    const keys = readQuery("KeyId=a", "once").marks.map(keyOfMark);
    expect(keys).toEqual(["parameter: KeyId", "parameter: KeyId"]);
  });
});

describe("a parameter changed on the way", () => {
  const parameters = new Map([
    ["KeyId", "a b"],
    ["Other", "*"],
  ]);

  it("is another one in the query or in the body, and all else as it was", () => {
    const form = encodeForm(parameters);
    const asked = { method: "GET", target: `/?${form}`, headers: {}, body: "" } as const;
    expect(changedOnTheWay(asked, "KeyId")).toEqual({ ...asked, target: "/?KeyId=a%20b%21&Other=%2A" });
    const posted = { method: "POST", target: "/", headers: {}, body: form } as const;
    expect(changedOnTheWay(posted, "KeyId")).toEqual({ ...posted, body: "KeyId=a%20b%21&Other=%2A" });
  });
});
