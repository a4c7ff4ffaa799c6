import { createAuditVerifier } from "@keyferry/audit";
import { describe, expect, it } from "vitest";
import { bytes } from "../../gateway/test/requests.ts";
import { aRecord, chainAfter, faultsIn, linesOf, runProcess, sha256, verify } from "./chains.ts";

const first = { id: "chain-1", records: 3, end: "stopped" } as const;
const second = { id: "chain-2", records: 3, end: "stopped" } as const;
/** Lines 1 to 5 and 6 to 10: each opened, three records, closed. */
const file = runProcess(runProcess("", first), second);

/** The file with its lines changed. */
function changed(change: (lines: string[]) => void): string {
  const lines = linesOf(file);
  change(lines);
  return lines.map((line) => `${line}\n`).join("");
}

const swap = (one: number, other: number) =>
  changed((lines) => {
    [lines[one - 1], lines[other - 1]] = [lines[other - 1] ?? "", lines[one - 1] ?? ""];
  });

describe("a chain on the wire", () => {
  it("is lines of JSON, each bound to the one before by its hash", () => {
    expect(linesOf(file)).toMatchSnapshot();
    for (const line of linesOf(file)) {
      const { chain } = JSON.parse(line) as { chain: { hash: string } };
      expect(sha256(line.slice(0, line.lastIndexOf(',"hash":')))).toBe(chain.hash);
    }
  });

  it("begins after the last hash of the chain before it", () => {
    const [, , , , closing = "", opening = ""] = linesOf(file);
    const hash = (JSON.parse(closing) as { chain: { hash: string } }).chain.hash;
    expect(JSON.parse(opening)).toMatchObject({
      eventName: "OpenAuditChain",
      chain: { id: "chain-2", sequence: 0, previous: hash },
    });
  });

  it("says its newest hash", () => {
    const { chain } = chainAfter("", "chain-1");
    expect(chain.opening).toContain(`"hash":"${chain.hash()}"`);
    expect(chain.seal(aRecord("a"))).toContain(`"hash":"${chain.hash()}"`);
    expect(chain.lose(7)).toContain('"additionalEventData":{"records":7}');
  });

  it("takes any text in a record", async () => {
    const { chain, file: opened } = chainAfter("", "chain-1");
    const record = aRecord('\n\u2028\ud800 ключ \u0000"\\');
    const { whole } = await verify([`${opened}${chain.seal(record)}\n`]);
    expect(whole).toBe(true);
  });
});

describe("a trail that nobody has touched", () => {
  it("is whole, and its chains are told", async () => {
    const { last, ...report } = await verify([file]);
    expect(report).toEqual({
      whole: true,
      lines: 10,
      chains: [
        { id: "chain-1", lines: 5, closed: true },
        { id: "chain-2", lines: 5, closed: true },
      ],
      findings: [],
      faults: 0,
    });
    expect(last).toMatchObject({ chain: "chain-2", sequence: 4 });
  });

  it("is whole when it is empty, and while the server runs", async () => {
    expect(await verify([""])).toMatchObject({ whole: true, lines: 0, last: null });
    const running = runProcess(file, { id: "chain-3", records: 2, end: "killed" });
    expect(await verify([running])).toMatchObject({ whole: true, chains: [{}, {}, { closed: false }] });
  });

  it("is whole without its last line feed, and goes on after it", async () => {
    const unended = file.slice(0, -1);
    expect(await faultsIn(unended)).toEqual([]);
    expect(await faultsIn(runProcess(unended, { id: "chain-3", records: 1, end: "stopped" }))).toEqual([]);
  });

  it("is whole over several files, wherever they were cut between lines", async () => {
    const lines = linesOf(file).map((line) => `${line}\n`);
    for (let cut = 1; cut < lines.length; cut += 1) {
      expect(await faultsIn(lines.slice(0, cut).join(""), lines.slice(cut).join(""))).toEqual([]);
    }
  });

  it("is whole where a server began anew in an empty file", async () => {
    const anew = runProcess("", { id: "chain-3", records: 1, end: "stopped" });
    expect(await faultsIn(file, anew)).toEqual([]);
    expect(await faultsIn(file + anew)).toEqual(["11: removed"]);
  });
});

describe("a trail that is verified while it grows", () => {
  it("is told of as far as it was read, and a torn line not before another follows", async () => {
    const torn = runProcess("", { id: "chain-1", records: 1, end: 100 });
    const lines = linesOf(runProcess(torn, { id: "chain-2", records: 1, end: "stopped" }));
    const verifier = createAuditVerifier({ sha256 });
    const told: unknown[] = [];
    for (const [index, text] of lines.entries()) {
      const line = { file: "trail", number: index + 1, bytes: bytes(text), ended: true };
      const sealed = verifier.add(line);
      told.push([sealed?.link.sequence, verifier.report().lines, verifier.report().whole, verifier.faults()]);
    }
    expect(told).toEqual([
      [0, 1, true, 0],
      [1, 2, true, 0],
      [undefined, 2, true, 0],
      [0, 3, true, 0],
      [1, 4, true, 0],
      [2, 5, true, 0],
    ]);
  });

  it("counts a line that was changed once the next one does not account for it", async () => {
    const lines = linesOf(runProcess("", { id: "chain-1", records: 2, end: "stopped" }));
    const verifier = createAuditVerifier({ sha256 });
    const faults = lines.map((text, index) => {
      const changed = index === 1 ? text.replace("Encrypt", "Decrypt") : text;
      verifier.add({ file: "trail", number: index + 1, bytes: bytes(changed), ended: true });
      return verifier.faults();
    });
    expect(faults).toEqual([0, 0, 1, 1]);
  });
});

describe("a killed process", () => {
  it("leaves a torn line, which is told from tampering", async () => {
    const torn = runProcess(file, { id: "chain-3", records: 2, end: 100 });
    expect(await faultsIn(torn)).toEqual(["14: torn"]);
  });

  it("leaves a trail that is whole once the next one has named the torn line", async () => {
    const torn = runProcess(file, { id: "chain-3", records: 2, end: 100 });
    const restarted = runProcess(torn, { id: "chain-4", records: 1, end: "stopped" });
    expect(await verify([restarted])).toMatchObject({
      whole: true,
      chains: [{ closed: true }, { closed: true }, { closed: false }, { closed: true }],
    });
  });

  it("leaves nothing that can be taken away or altered later", async () => {
    const torn = runProcess(file, { id: "chain-3", records: 2, end: 100 });
    const restarted = linesOf(runProcess(torn, { id: "chain-4", records: 1, end: "stopped" }));
    const without = restarted.filter((_, index) => index !== 13);
    expect(await faultsIn(`${without.join("\n")}\n`)).toEqual(["14: removed"]);
    const altered = restarted.map((line, index) => (index === 13 ? line.replace("e", "f") : line));
    expect(await faultsIn(`${altered.join("\n")}\n`)).toEqual(["14: changed"]);
  });

  it("does not cover up a whole line that was changed before the restart", async () => {
    const killed = runProcess(file, { id: "chain-3", records: 2, end: "killed" });
    const altered = killed.replace('"chain-3-1"', '"chain-3-x"');
    const restarted = runProcess(altered, { id: "chain-4", records: 1, end: "stopped" });
    expect(await faultsIn(restarted)).toEqual(["13: changed"]);
  });

  it("does not cover up lines that were taken from before the restart's own", async () => {
    const killed = runProcess(file, { id: "chain-3", records: 2, end: "killed" });
    const restarted = linesOf(runProcess(killed, { id: "chain-4", records: 1, end: "stopped" }));
    const without = restarted.filter((_, index) => index !== 12);
    expect(await faultsIn(`${without.join("\n")}\n`)).toEqual(["13: removed"]);
  });
});

describe("what is found", () => {
  it("is a changed line, by its number", async () => {
    expect(await faultsIn(file.replace('"chain-1-1"', '"chain-1-x"'))).toEqual(["3: changed"]);
  });

  it("is where lines were removed", async () => {
    expect(await faultsIn(changed((lines) => lines.splice(2, 1)))).toEqual(["3: removed"]);
    expect(await faultsIn(changed((lines) => lines.splice(1, 3)))).toEqual(["2: removed"]);
    expect(await faultsIn(changed((lines) => lines.splice(0, 1)))).toEqual(["1: removed"]);
    expect(await faultsIn(changed((lines) => lines.splice(4, 1)))).toEqual(["5: removed"]);
    expect(await faultsIn(changed((lines) => lines.splice(5, 1)))).toEqual(["6: removed"]);
    expect(await faultsIn(changed((lines) => lines.splice(0, 5)))).toEqual(["1: removed"]);
  });

  it("is a line in another's place", async () => {
    expect(await faultsIn(swap(3, 4))).toEqual(["4: reordered"]);
    expect(await faultsIn(swap(1, 2))).toEqual(["2: reordered"]);
    expect(await faultsIn(swap(5, 6))).toEqual(["5: reordered"]);
  });

  it("is a copy of a line, and a line after the end of its chain", async () => {
    expect(await faultsIn(changed((lines) => lines.splice(4, 0, lines[2] ?? "")))).toEqual(["5: inserted"]);
    const { chain, file: opened } = chainAfter("", "chain-1");
    expect(await faultsIn(`${opened}${chain.close()}\n${chain.seal(aRecord("late"))}\n`)).toEqual([
      "3: inserted",
    ]);
  });

  it("is a line that was never sealed", async () => {
    const junk = ["", "{}", "x".repeat(2_000_000), '{"eventName":"Encrypt"}'];
    for (const line of junk) {
      expect(await faultsIn(changed((lines) => lines.splice(3, 0, line)))).toEqual(["4: changed"]);
    }
  });

  it("is a line that is missing beside a changed one", async () => {
    const altered = changed((lines) => lines.splice(3, 1)).replace('"chain-1-1"', '"chain-1-x"');
    expect(await faultsIn(altered)).toEqual(["3: changed", "4: removed"]);
  });

  it("is counted where it is too much to list", async () => {
    const { findings, faults } = await verify([`${file}${"junk\n".repeat(5000)}`]);
    expect(findings).toHaveLength(1000);
    expect(faults).toBe(5000);
  });
});

describe("an anchor", () => {
  it("shows that the end was cut off, which nothing else does", async () => {
    const { last } = await verify([file]);
    const anchor = last?.hash ?? "";
    const cut = changed((lines) => lines.splice(7));
    expect(await verify([file], { anchor })).toMatchObject({ whole: true });
    expect(await verify([cut])).toMatchObject({ whole: true });
    expect(await verify([cut], { anchor })).toMatchObject({
      whole: false,
      findings: [{ line: 7, fault: "removed" }],
    });
  });

  it("stands in for older files that are gone", async () => {
    const lines = linesOf(file).map((line) => `${line}\n`);
    for (let cut = 1; cut < lines.length; cut += 1) {
      const { last } = await verify([lines.slice(0, cut).join("")]);
      const rest = lines.slice(cut).join("");
      expect(await verify([rest], { after: last?.hash ?? "" })).toMatchObject({ whole: true });
      expect(await verify([rest], { after: "0".repeat(64) })).toMatchObject({ whole: false });
    }
  });
});
