import { describe, expect, it } from "vitest";
import { chainIn, recordOf } from "./in-memory-trail.ts";
import { account, inspectedService, otherAccount } from "./inspected-service.ts";

interface Page {
  readonly records: readonly { readonly eventId?: string; readonly eventName?: string }[];
  readonly next: number | null;
  readonly searchedTo: string | null;
}
const idsOf = ({ records }: Page) => records.map(({ eventId, eventName }) => eventId ?? eventName);
const key = `acs:kms:cn-hangzhou:${account}:key/0d3a1f9e-2f0c-4b57-9d0e-6a4f6f0c7a11`;

/** A service with a trail of so many calls. */
async function withCalls(
  count: number,
  more: (number: number) => Parameters<typeof recordOf>[1] = () => ({}),
) {
  const inspected = await inspectedService();
  const chain = chainIn(inspected.trail, "chain-1");
  const lines = Array.from({ length: count }, (_, number) => chain.seal(recordOf(number, more(number))));
  inspected.trail.write(lines.map((line) => `${line}\n`).join(""));
  const page = async (asked: object = {}) =>
    (await inspected.ask("records", asked)).answer as unknown as Page;
  return { ...inspected, chain, page };
}

describe("the records of a trail", () => {
  it("come newest first, page by page, each with its place in its chain", async () => {
    const { page } = await withCalls(5);
    const first = await page({ limit: 2 });
    expect(idsOf(first)).toEqual(["event-4", "event-3"]);
    expect(first.records[0]).toMatchObject({ ...recordOf(4), chain: { id: "chain-1", sequence: 5 } });
    const second = await page({ limit: 3, before: first.next });
    expect(idsOf(second)).toEqual(["event-2", "event-1", "event-0"]);
    const last = await page({ before: second.next });
    expect(idsOf(last)).toEqual(["OpenAuditChain"]);
    expect(last.next).toBeNull();
  });

  it("are all there once, over many parts of the file, whatever is written meanwhile", async () => {
    const { page, trail, chain } = await withCalls(2_000);
    expect(trail.text().length).toBeGreaterThan(10 * 65_536);
    const ids: unknown[] = [];
    let before: number | null | undefined;
    do {
      const found = await page({ limit: 100, ...(before !== undefined && { before }) });
      ids.push(...idsOf(found));
      before = found.next;
      trail.write(`${chain.seal(recordOf(5_000))}\n`);
    } while (before !== null);
    expect(ids).toEqual([
      ...Array.from({ length: 2_000 }, (_, index) => `event-${String(1_999 - index)}`),
      "OpenAuditChain",
    ]);
  });

  it("are found by operation, code, resource, principal and time", async () => {
    const { page } = await withCalls(10, (number) => ({
      eventName: number % 2 === 0 ? "Decrypt" : "ExportDataKey",
      ...(number === 3 && { errorCode: "Forbidden.NoPermission" }),
      ...(number > 6 && { referencedResources: { "ACS::KMS::Key": [key] } }),
      userIdentity: {
        ...{ type: "ram-user" as const, accountId: account, accessKeyId: `LTAI-${String(number % 3)}` },
        ...{ principalId: `user-${String(number % 3)}`, userName: `user-${String(number % 3)}` },
      },
    }));
    const found = async (asked: object) => idsOf(await page(asked));
    expect(await found({ operation: "Decrypt", limit: 2 })).toEqual(["event-8", "event-6"]);
    expect(await found({ code: "Forbidden.NoPermission" })).toEqual(["event-3"]);
    expect(await found({ refused: true })).toEqual(["event-3"]);
    expect(await found({ refused: false, from: "2027-01-01T00:00:08Z" })).toEqual(["event-9", "event-8"]);
    const id = key.slice(key.lastIndexOf("/") + 1);
    for (const resource of [key, id]) {
      expect(await found({ resource, operation: "Decrypt" })).toEqual(["event-8"]);
    }
    expect(await found({ resource: id.slice(1) })).toEqual([]);
    for (const principal of ["user-0", "LTAI-0"]) {
      expect(await found({ principal, to: "2027-01-01T00:00:03Z" })).toEqual(["event-3", "event-0"]);
    }
    const window = { from: "2027-01-01T00:00:04Z", to: "2027-01-01T00:00:05Z" };
    expect(await found(window)).toEqual(["event-5", "event-4"]);
  });

  it("are looked for in a part of a long trail at a time, and no further back than the time asked for", async () => {
    const { page, trail } = await withCalls(12_000);
    expect(trail.text().length).toBeGreaterThan(4_500_000);
    const before = trail.bytesRead();
    const found = await page({ operation: "NoSuchOperation" });
    expect(found.records).toEqual([]);
    expect(found.next).not.toBeNull();
    const [oldestSeen] = trail
      .text()
      .slice(found.next ?? 0)
      .split("\n");
    expect(found.searchedTo).toBe((JSON.parse(oldestSeen ?? "") as { readonly eventTime: string }).eventTime);
    expect(trail.bytesRead() - before).toBeLessThanOrEqual(4 * 1_048_576 + 2 * 65_536);
    expect((await page({ operation: "NoSuchOperation", before: found.next })).next).toBeNull();
    const mark = trail.bytesRead();
    expect((await page({ refused: true, from: "2027-01-01T03:10:00Z" })).next).toBeNull();
    expect(trail.bytesRead() - mark).toBeLessThan(1_048_576);
    const second = trail.bytesRead();
    expect((await page({ operation: "NoSuchOperation", from: "2027-01-01T03:10:00Z" })).next).toBeNull();
    expect(trail.bytesRead() - second).toBeLessThan(1_048_576);
  });

  it("are not cut off by a moment that stands elsewhere in a record", async () => {
    const { page, trail, chain } = await withCalls(1, () => ({ eventName: "Decrypt" }));
    const elsewhere = { asked: { eventTime: "1999-01-01T00:00:00Z" } };
    trail.write(`${chain.seal({ ...elsewhere, ...recordOf(1) })}\n`);
    expect(idsOf(await page({ operation: "Decrypt", from: "2027-01-01T00:00:00Z" }))).toEqual(["event-0"]);
  });

  it("are looked for while others have their turn, however fast the trail is read", async () => {
    const { page, trail } = await withCalls(2_000);
    let turns = 0;
    const timer = setInterval(() => (turns += 1), 0);
    await page({ operation: "NoSuchOperation" });
    clearInterval(timer);
    expect(turns).toBeGreaterThanOrEqual(Math.floor(trail.text().length / 65_536) - 1);
  });

  it("are this account's: what it asked, what was about its keys, and what nobody known asked", async () => {
    const stranger = { type: "root-account" as const, principalId: otherAccount, accountId: otherAccount };
    const identities = [
      { userIdentity: stranger },
      { userIdentity: stranger, referencedResources: { "ACS::KMS::Key": [key] } },
      { userIdentity: { accessKeyId: "LTAI-stranger" } },
      { userIdentity: { accessKeyId: "LTAI-courier" } },
      { userIdentity: { accessKeyId: "LTAI-gone" } },
      { userIdentity: { accessKeyId: "root" } },
      { userIdentity: { unknownAccessKey: "a-hash" } },
      {},
    ];
    const { page } = await withCalls(identities.length, (number) => identities[number]);
    expect(idsOf(await page())).toEqual([
      "event-7",
      "event-6",
      "event-5",
      "event-3",
      "event-1",
      "OpenAuditChain",
    ]);
  });

  it("end with the first line that there still is", async () => {
    const { page, trail } = await withCalls(5);
    const { next } = await page({ limit: 2 });
    trail.dropLines(2);
    const found = await page({ before: next });
    expect([idsOf(found), found.next]).toEqual([["event-2", "event-1"], null]);
  });

  it("that were changed are told as such, and a line that is being written is not", async () => {
    const { page, trail } = await withCalls(3);
    trail.replace(trail.text().replace('"eventId":"event-1"', '"eventId":"event-9"'));
    trail.write('{"eventName":"half');
    const { records } = await page();
    expect(records).toMatchObject([
      { eventId: "event-2" },
      { unsealed: { bytes: expect.any(Number) as number } },
      { eventId: "event-0" },
      { eventName: "OpenAuditChain" },
    ]);
    expect(idsOf(await page({ operation: "ListKeys" }))).toEqual(["event-2", "event-0"]);
  });

  it("are begun again where the trail has become another", async () => {
    const { ask, page, trail } = await withCalls(10);
    const { next } = await page({ limit: 2 });
    for (const text of ["", "x".repeat(20_000)]) {
      trail.replace(text);
      const { status, body } = await ask("records", { before: next });
      expect(status).toBe(400);
      expect(body).toContain("Begin again at the end");
    }
  });
});
