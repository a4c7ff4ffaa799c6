import { expectSame } from "@keyferry/conformance";
import { nonceCheck, startTime } from "../bench/check.ts";
import { expectStoreError } from "../bench/expect-store-error.ts";

const laterTime = startTime + 1000;

export const nonceChecks = [
  nonceCheck("lets a nonce be claimed once", async (nonces) => {
    expectSame(await nonces.claim("ak", "n", laterTime), true);
    expectSame(await nonces.claim("ak", "n", laterTime), false);
    expectSame(await nonces.claim("ak", "n", laterTime + 1), false);
  }),

  nonceCheck("tells nonces and access keys apart", async (nonces) => {
    const pairs = [
      ["ak", "n"],
      ["ak", "N"],
      ["ak2", "n"],
      ["a", "kn"],
      ["akn", ""],
      ["", "akn"],
      ["", ""],
      ["ak", "n\0"],
      ["ak\0", "n"],
      ["ak", " n"],
      ["2:ak", "n"],
      ["ak", "密"],
    ] as const;
    for (const [accessKeyId, nonce] of pairs) {
      expectSame(await nonces.claim(accessKeyId, nonce, laterTime), true);
    }
    for (const [accessKeyId, nonce] of pairs) {
      expectSame(await nonces.claim(accessKeyId, nonce, laterTime), false);
    }
  }),

  nonceCheck("tells long nonces apart by their last character", async (nonces) => {
    const long = "x".repeat(100_000);
    expectSame(await nonces.claim("ak", `${long}a`, laterTime), true);
    expectSame(await nonces.claim("ak", `${long}b`, laterTime), true);
    expectSame(await nonces.claim("ak", `${long}a`, laterTime), false);
  }),

  nonceCheck("holds a claim until its expiry, and not longer", async (nonces, time) => {
    expectSame(await nonces.claim("ak", "n", laterTime), true);
    time.now = laterTime - 1;
    expectSame(await nonces.claim("ak", "n", laterTime + 1000), false);
    time.now = laterTime;
    expectSame(await nonces.claim("ak", "n", laterTime + 1000), true);
    time.now = laterTime + 999;
    expectSame(await nonces.claim("ak", "n", laterTime + 2000), false);
  }),

  nonceCheck("lets one of many equal claims at once win", async (nonces) => {
    const answers = await Promise.all(Array.from({ length: 50 }, () => nonces.claim("ak", "n", laterTime)));
    expectSame(answers.filter((claimed) => claimed).length, 1);
  }),

  nonceCheck("answers each of many claims at once for itself", async (nonces) => {
    const names = Array.from({ length: 300 }, (_, index) => `n${String(index % 200)}`);
    const answers = await Promise.all(names.map((name) => nonces.claim("ak", name, laterTime)));
    expectSame(answers.filter((claimed) => claimed).length, 200);
  }),

  nonceCheck("remembers what has not expired among many that have", async (nonces, time) => {
    await Promise.all(
      Array.from({ length: 500 }, (_, index) =>
        nonces.claim("ak", String(index), index % 2 === 0 ? laterTime : laterTime + 1000),
      ),
    );
    time.now = laterTime;
    await Promise.all(
      Array.from({ length: 500 }, (_, index) => nonces.claim("ak", `new ${String(index)}`, laterTime + 1000)),
    );
    const answers = await Promise.all(
      Array.from({ length: 500 }, (_, index) => nonces.claim("ak", String(index), laterTime + 1000)),
    );
    expectSame(
      answers,
      answers.map((_, index) => index % 2 === 0),
    );
  }),

  nonceCheck("writes whenever that is checked, and claims nothing by it", async (nonces) => {
    await nonces.checkWrites();
    await Promise.all([nonces.checkWrites(), nonces.claim("ak", "n", laterTime), nonces.checkWrites()]);
    expectSame(await nonces.claim("ak", "n", laterTime), false);
    expectSame(await nonces.claim("", "", laterTime), true);
  }),

  nonceCheck("rejects claims once it is closed", async (nonces) => {
    const claim = nonces.claim("ak", "n", laterTime);
    await nonces.close();
    expectSame(await claim, true);
    await expectStoreError(nonces.claim("ak", "m", laterTime), "unavailable");
    await expectStoreError(nonces.checkWrites(), "unavailable");
  }),

  nonceCheck("may be closed twice", async (nonces) => {
    await nonces.close();
    await nonces.close();
  }),
];
