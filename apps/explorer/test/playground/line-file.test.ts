import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { createLineFile } from "../../src/playground/tab/line-file.ts";

const someLines = fc.array(
  fc.string({ unit: "grapheme", maxLength: 12 }).map((text) => text.replaceAll("\n", "")),
  {
    maxLength: 20,
  },
);
const textOf = (lines: readonly string[]) => lines.map((line) => `${line}\n`).join("");

describe("lines in memory", () => {
  it("are read as the bytes of a file are, from any place on", async () => {
    await fc.assert(
      fc.asyncProperty(someLines, someLines, fc.nat(300), fc.nat(300), async (first, more, at, length) => {
        const file = createLineFile(first);
        for (const line of more) file.push(line);
        const bytes = Buffer.from(textOf([...first, ...more]));
        expect(await file.span()).toEqual({ start: 0, end: bytes.length });
        const read = await file.read(at, length);
        expect(Buffer.from(read).toString("hex")).toBe(bytes.subarray(at, at + length).toString("hex"));
      }),
    );
  });

  it("stay where they are, when the first are taken away", async () => {
    const file = createLineFile(["one", "two", "three"]);
    expect(file.shift(2)).toBe("two");
    expect(file.lines()).toEqual(["three"]);
    expect(await file.span()).toEqual({ start: 8, end: 14 });
    expect(Buffer.from(await file.read(8, 100)).toString()).toBe("three\n");
    file.push("four");
    expect(Buffer.from(await file.read(10, 6)).toString()).toBe("ree\nfo");
    expect(createLineFile([]).shift(1)).toBeUndefined();
  });
});
