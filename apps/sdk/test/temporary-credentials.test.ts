import { createTemporaryCredentials, type TemporaryCredentials } from "@keyferry/sdk";
import { describe, expect, it } from "vitest";

const hour = 3_600_000;

/** A provider whose clock stands still unless it is moved, and a source that counts what it is asked for. */
function providerFrom(answer: (asked: number, now: number) => TemporaryCredentials | Error) {
  const time = { now: 1_800_000_000_000 };
  const failures: unknown[] = [];
  let asked = 0;
  const provider = createTemporaryCredentials({
    clock: () => time.now,
    assume: async () => {
      const answered = answer(++asked, time.now);
      // As the network does: not at once.
      await Promise.resolve();
      if (answered instanceof Error) throw answered;
      return answered;
    },
    onRenewalFailure: (error) => failures.push(error),
  });
  return { time, provider, failures, asked: () => asked };
}

const credentials = (number: number, expiration: number): TemporaryCredentials => ({
  accessKeyId: `STS.${String(number)}`,
  accessKeySecret: "secret",
  securityToken: `token-${String(number)}`,
  expiration,
});

/** New credentials for an hour each time. */
const hourly = (asked: number, now: number) => credentials(asked, now + hour);

/** What goes on beside the callers has come to its end. */
const settled = () => new Promise((resolve) => setImmediate(resolve));

describe("temporary credentials", () => {
  it("are got when they are first asked for, and kept", async () => {
    const { provider, asked, time } = providerFrom(hourly);
    expect(asked()).toBe(0);
    expect(await provider()).toMatchObject({ accessKeyId: "STS.1", securityToken: "token-1" });
    time.now += hour * 0.9 - 1;
    expect(await provider()).toMatchObject({ accessKeyId: "STS.1" });
    await settled();
    expect(asked()).toBe(1);
  });

  it("are renewed when a tenth of their life is left, while callers have the old ones", async () => {
    const { provider, asked, time } = providerFrom(hourly);
    await provider();
    time.now += hour * 0.9;
    expect(await provider()).toMatchObject({ accessKeyId: "STS.1" });
    await settled();
    expect(await provider()).toMatchObject({ accessKeyId: "STS.2" });
    expect(asked()).toBe(2);
  });

  it("are got once for all who ask at the same time", async () => {
    const { provider, asked, time } = providerFrom(hourly);
    const first = await Promise.all(Array.from({ length: 20 }, provider));
    expect(new Set(first.map(({ accessKeyId }) => accessKeyId))).toEqual(new Set(["STS.1"]));
    expect(asked()).toBe(1);
    time.now += hour * 0.95;
    await Promise.all(Array.from({ length: 20 }, provider));
    await settled();
    expect(asked()).toBe(2);
  });

  it("have to be waited for once they have ended", async () => {
    const { provider, time } = providerFrom(hourly);
    await provider();
    time.now += hour;
    expect(await provider()).toMatchObject({ accessKeyId: "STS.2" });
  });

  it("go on when a renewal fails, which is told and tried again later", async () => {
    const failure = new Error("no STS");
    const { provider, asked, failures, time } = providerFrom((asked, now) =>
      asked === 2 ? failure : hourly(asked, now),
    );
    await provider();
    time.now += hour * 0.9;
    expect(await provider()).toMatchObject({ accessKeyId: "STS.1" });
    await settled();
    expect(failures).toEqual([failure]);

    // A tenth of the time left, which is six minutes, has not passed.
    time.now += 35_999;
    expect(await provider()).toMatchObject({ accessKeyId: "STS.1" });
    await settled();
    expect(asked()).toBe(2);

    time.now += 1;
    expect(await provider()).toMatchObject({ accessKeyId: "STS.1" });
    await settled();
    expect(await provider()).toMatchObject({ accessKeyId: "STS.3" });
  });

  it("go on when the one who is told of a failed renewal throws", async () => {
    const time = { now: 0 };
    let asked = 0;
    const provider = createTemporaryCredentials({
      clock: () => time.now,
      assume: () => {
        asked += 1;
        return asked === 2 ? Promise.reject(new Error("no STS")) : Promise.resolve(hourly(asked, time.now));
      },
      onRenewalFailure: () => {
        throw new Error("of the observer");
      },
    });
    await provider();
    time.now += hour * 0.9;
    expect(await provider()).toMatchObject({ accessKeyId: "STS.1" });
    await settled();
    time.now += hour;
    expect(await provider()).toMatchObject({ accessKeyId: "STS.3" });
  });

  it("are an error when they have ended and there are no new ones; the next call tries again", async () => {
    const failure = new Error("no STS");
    const { provider, time } = providerFrom((asked, now) => (asked === 2 ? failure : hourly(asked, now)));
    await provider();
    time.now += hour;
    await expect(provider()).rejects.toBe(failure);
    expect(await provider()).toMatchObject({ accessKeyId: "STS.3" });
  });

  it("that have ended already are given, and not kept: the service says so best", async () => {
    const { provider, asked } = providerFrom((asked, now) => credentials(asked, now - 1));
    expect(await provider()).toMatchObject({ accessKeyId: "STS.1" });
    expect(await provider()).toMatchObject({ accessKeyId: "STS.2" });
    expect(asked()).toBe(2);
  });
});
