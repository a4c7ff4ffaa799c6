import { expectSame } from "@keyferry/conformance";
import { homeScope, startTime, storeCheck } from "../bench/check.ts";
import { aRecipient } from "../bench/fixtures.ts";

const { account } = homeScope;
const farAccount = "2000000000000000";

export const recipientChecks = [
  storeCheck("finds recipients by name and by key, each in its account", async ({ store }) => {
    const { read, write } = store.recipients;
    const recipients = [
      aRecipient("a", { note: "an HSM", certificateChain: "PEM", validUntil: startTime + 9, createdAt: 7 }),
      aRecipient("b", { spec: "RSA_2048", publicKey: new Uint8Array([0, 255]) }),
      aRecipient("a", { account: farAccount, fingerprint: "another" }),
    ];
    for (const recipient of recipients) expectSame(await write.create(recipient, 9), "created");
    for (const recipient of recipients) {
      const { account: owner, name, fingerprint } = recipient;
      expectSame(await read.byName(owner, name), recipient);
      expectSame(await read.byFingerprint(owner, fingerprint), recipient);
    }
    expectSame(await read.byName(farAccount, "b"), undefined);
    expectSame(await read.byName(account, "A"), undefined);
    expectSame(await read.byFingerprint(account, "another"), undefined);
    expectSame(await read.list(account), recipients.slice(0, 2));
    expectSame(await read.list(farAccount), recipients.slice(2));
    expectSame(await read.list("3"), []);
  }),

  storeCheck(
    "gives a name to one key, and a key one name, and no more than there may be",
    async ({ store }) => {
      const { read, write } = store.recipients;
      expectSame(await write.create(aRecipient("a"), 2), "created");
      expectSame(await write.create(aRecipient("a", { fingerprint: "another" }), 2), "name taken");
      expectSame(
        await write.create(aRecipient("b", { fingerprint: aRecipient("a").fingerprint }), 2),
        "key taken",
      );
      expectSame(await write.create(aRecipient("a", { account: farAccount }), 2), "created");
      expectSame(await write.create(aRecipient("b"), 2), "created");
      expectSame(await write.create(aRecipient("c"), 2), "too many");
      expectSame(await read.list(account), [aRecipient("a"), aRecipient("b")]);
    },
  ),

  storeCheck("makes one recipient when the same is made at once", async ({ store }) => {
    const { read, write } = store.recipients;
    const answers = await Promise.all([1, 2, 3].map(() => write.create(aRecipient("a"), 9)));
    expectSame(answers.filter((answer) => answer === "created").length, 1);
    expectSame(await read.list(account), [aRecipient("a")]);
  }),

  storeCheck("deletes a recipient of the account, and frees its name and its key", async ({ store }) => {
    const { read, write } = store.recipients;
    const { fingerprint } = aRecipient("a");
    await write.create(aRecipient("a"), 9);
    expectSame(await read.byFingerprint(account, fingerprint), aRecipient("a"));
    expectSame(await write.delete(farAccount, "a"), false);
    expectSame(await write.delete(account, "a"), true);
    expectSame(await write.delete(account, "a"), false);
    expectSame(await read.byFingerprint(account, fingerprint), undefined);
    expectSame(await read.byName(account, "a"), undefined);
    const again = aRecipient("b", { fingerprint });
    expectSame(await write.create(again, 9), "created");
    expectSame(await read.byFingerprint(account, fingerprint), again);
  }),
];
