import { describe, expect, it } from "vitest";
import { chainIn, recordOf } from "./in-memory-trail.ts";
import { inspectedService } from "./inspected-service.ts";

async function withChain() {
  const inspected = await inspectedService();
  const chain = chainIn(inspected.trail, "chain-1");
  /** Writes the records of so many calls. */
  const write = (from: number, to: number) => {
    const lines = Array.from({ length: to - from }, (_, index) => chain.seal(recordOf(from + index)));
    inspected.trail.write(lines.map((line) => `${line}\n`).join(""));
  };
  const look = async (asked: object = {}) => (await inspected.ask("chain", asked)).answer;
  /** The state once all is verified, however busy the machine is. */
  const state = async (asked: object = {}) => {
    let answer = await look(asked);
    while (answer["verified"] !== answer["length"]) answer = await look();
    return answer;
  };
  return { ...inspected, chain, write, look, state };
}

describe("the state of a trail's chain", () => {
  it("says how far it is verified, and goes on with what is added", async () => {
    const { chain, write, state, trail } = await withChain();
    write(0, 500);
    const length = trail.text().length;
    expect(await state()).toEqual({
      begunAt: expect.stringMatching(/Z$/) as string,
      ...{ whole: true, lines: 501, chains: 1, faults: 0, findings: [], brokenAfter: null },
      ...{ verified: length, length, startsAt: null, replacedAt: null },
      verifiedTo: recordOf(499).eventTime,
      last: { chain: "chain-1", sequence: 500, hash: chain.hash() },
    });
    const mark = trail.bytesRead();
    write(500, 501);
    expect(await state()).toMatchObject({ whole: true, lines: 502 });
    expect(trail.bytesRead() - mark).toBeLessThan(3_000);
  });

  it("takes a line that is being written for one when it is there whole", async () => {
    const { chain, state, trail } = await withChain();
    const line = chain.seal(recordOf(0));
    trail.write(line.slice(0, 40));
    expect(await state()).toMatchObject({ whole: true, lines: 1 });
    trail.write(`${line.slice(40)}\n`);
    expect(await state()).toMatchObject({ whole: true, lines: 2 });
  });

  it("says which line was changed, and since when nothing is certain", async () => {
    const { write, state, trail } = await withChain();
    write(0, 5);
    trail.replace(trail.text().replace('"requestId":"event-2"', '"requestId":"event-7"'));
    expect(await state()).toMatchObject({
      whole: false,
      faults: 1,
      findings: [{ line: 4, fault: "changed", detail: "it is not as it was sealed" }],
      brokenAfter: recordOf(1).eventTime,
      verifiedTo: recordOf(4).eventTime,
    });
  });

  it("says that lines are missing", async () => {
    const { write, state, trail } = await withChain();
    write(0, 5);
    trail.replace(trail.text().split("\n").toSpliced(2, 2).join("\n"));
    expect(await state()).toMatchObject({
      whole: false,
      findings: [{ line: 3, fault: "removed" }],
      brokenAfter: recordOf(0).eventTime,
    });
  });

  it("verifies all of it again where what was verified does not stand there any more", async () => {
    const { write, state, trail } = await withChain();
    write(0, 5);
    expect(await state()).toMatchObject({ whole: true, replacedAt: null });
    trail.replace(trail.text().replace('"requestId":"event-4"', '"requestId":"event-7"'));
    write(5, 6);
    expect(await state()).toMatchObject({
      whole: false,
      findings: [{ line: 6, fault: "changed" }],
      replacedAt: expect.stringMatching(/Z$/) as string,
    });
  });

  it("finds what was changed in what it had read, when it is asked to begin again", async () => {
    const { write, state, trail } = await withChain();
    write(0, 5);
    const before = await state();
    trail.replace(trail.text().replace('"requestId":"event-0"', '"requestId":"event-7"'));
    expect(await state()).toMatchObject({ whole: true, begunAt: before["begunAt"] });
    expect(await state({ again: true })).toMatchObject({
      whole: false,
      findings: [{ line: 2, fault: "changed" }],
      replacedAt: null,
    });
  });

  it("goes on after a file that was rotated, and says where the new one begins", async () => {
    const { write, state, trail } = await withChain();
    write(0, 5);
    await state();
    trail.replace("");
    write(5, 8);
    expect(await state()).toMatchObject({
      ...{ whole: true, lines: 3, startsAt: { chain: "chain-1", sequence: 6 } },
      replacedAt: expect.stringMatching(/Z$/) as string,
    });
  });

  it("goes on where the first lines are let go of, and begins anew where they were not verified yet", async () => {
    const { write, state, trail } = await withChain();
    write(0, 10);
    trail.dropLines(3);
    expect(await state()).toMatchObject({
      whole: true,
      lines: 8,
      startsAt: { sequence: 3 },
      replacedAt: null,
    });
    trail.dropLines(8);
    write(10, 12);
    expect(await state()).toMatchObject({ whole: true, lines: 10, replacedAt: null });
    write(12, 20);
    trail.dropLines(5);
    expect(await state()).toMatchObject({ whole: true, lines: 5, startsAt: { sequence: 16 } });
  });

  it("is answered before all is verified, and is verified while others have their turn", async () => {
    const { write, look, state, trail } = await withChain();
    write(0, 1_000);
    const read = trail.read.bind(trail);
    let goOn: () => void = () => undefined;
    const reads: number[] = [];
    trail.read = async (at, length) => {
      reads.push(at);
      if (at > 0) await new Promise<void>((resolve) => (goOn = resolve));
      return read(at, length);
    };
    await expect
      .poll(() => look())
      .toMatchObject({ whole: true, verified: 65_536, length: trail.text().length });
    expect(reads).toEqual([0, 65_536]);
    trail.read = read;
    let turns = 0;
    const timer = setInterval(() => (turns += 1), 0);
    goOn();
    expect(await state()).toMatchObject({ whole: true, lines: 1_001 });
    clearInterval(timer);
    expect(turns).toBeGreaterThanOrEqual(Math.floor(trail.text().length / 65_536) - 1);
  });
});

describe("a trail that cannot be read", () => {
  it("is a fault, told once for each request, and is read again with the next", async () => {
    const { state, trail, faults, ask } = await withChain();
    const span = trail.span.bind(trail);
    trail.span = () => Promise.reject(new Error("the disk is gone"));
    expect((await ask("chain")).answer).toMatchObject({ Code: "InternalFailure" });
    expect(faults).toMatchObject([{ error: { message: "the disk is gone" } }]);
    trail.span = span;
    expect(await state()).toMatchObject({ whole: true });
  });
});
