import { expectSame } from "@keyferry/conformance";
import { storeCheck } from "../bench/check.ts";

export const settingChecks = [
  storeCheck("puts a setting once, and answers what is kept", async ({ store: { settings } }) => {
    const [first, second] = [new Uint8Array([1, 2]), new Uint8Array([3])];
    expectSame(await settings.read.get("check"), undefined);
    expectSame(await settings.write.getOrPut("check", first), first);
    expectSame(await settings.write.getOrPut("check", second), first);
    expectSame(await settings.read.get("check"), first);
    expectSame(await settings.write.getOrPut("other", second), second);
    expectSame(await settings.read.get("Check"), undefined);
  }),

  storeCheck("answers one value to all who put at once", async ({ store: { settings } }) => {
    const values = await Promise.all(
      Array.from({ length: 8 }, (_, index) => settings.write.getOrPut("check", new Uint8Array([index]))),
    );
    const kept = await settings.read.get("check");
    expectSame(
      values,
      values.map(() => kept),
    );
  }),
];
