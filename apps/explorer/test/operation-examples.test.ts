import { generateKeyPairSync, randomUUID } from "node:crypto";
import { createCaller } from "@keyferry/sdk";
import { createPublicTransport } from "@keyferry/transport";
import type { Page } from "playwright-core";
import { beforeAll, describe, expect, it } from "vitest";
import { makeThings, type ThingsMaker } from "../../../tools/testing/example-things.ts";
import { eachExample } from "../../../tools/testing/examples.ts";
import { isLeftOut } from "../../../tools/testing/left-out.ts";
import { sharedExplorer } from "./shared-explorer.ts";

const home = `kst-${"h".repeat(21)}`;
const instances = Array.from({ length: 6 }, (_, at) => String(at).padStart(20, "0"));
const dataKey = { DataKeyName: "orders", DataKeyVersionId: "xH6OPUmz" };

/** What no operation makes, under the names that the page makes up for what nothing lists. */
const seed = {
  instances: [
    { id: home, publicAccess: true },
    ...instances.map((id) => ({ id: `kst-c${id}` })),
    ...instances.map((id) => ({ id: `kst-n${id}`, connected: false })),
  ],
  keys: [{ spec: "Aliyun_AES_256", aliases: ["alias/of-data-keys"] }],
  managedDataKeys: [
    { name: dataKey.DataKeyName, key: "alias/of-data-keys", versions: [{ id: dataKey.DataKeyVersionId }] },
  ],
};

describe.skipIf(isLeftOut("chromium"))("the example of an operation", () => {
  const explorer = sharedExplorer({ seed });
  let page: Page;
  let maker: ThingsMaker;
  beforeAll(async () => {
    page = await explorer.open("#/operations");
    maker = makerOn(explorer.server.ready.public);
  });

  it.each(eachExample.map((example) => [example.operation.name, example] as const))(
    "of %s fills its form, and is sent",
    async (name, example) => {
      await makeThings(maker, example);
      await page.evaluate((to) => {
        location.hash = `#/operations/${to}`;
      }, name);
      await page.getByRole("heading", { level: 1, name, exact: true }).waitFor();
      if (example.operation.fields.length > 0) {
        await page.getByRole("button", { name: "Fill in the example" }).click();
        await page.locator('.operation-head [data-state="filled"]').waitFor();
      }
      await page.getByRole("button", { name: /^Send/ }).click();
      await page.locator(".answer .mark").waitFor();
      const body = JSON.parse((await page.locator(".answer pre").textContent()) ?? "") as { Code?: string };
      expect(body.Code).toBe(example.refusal);
    },
  );
});

/** Makes by calls what examples are about; the page has to find it. */
function makerOn(endpoint: string): ThingsMaker {
  const credentials = { accessKeyId: "keyferry", accessKeySecret: "keyferry-loopback-only" };
  const caller = createCaller({ transport: createPublicTransport({ endpoint }), credentials });
  const { publicKey } = generateKeyPairSync("ec", { namedCurve: "SM2" });
  return {
    account: "1000000000000000",
    region: "cn-hangzhou",
    recipient: {
      PublicKeyBlob: new Uint8Array(publicKey.export({ format: "der", type: "spki" })),
      WrappingKeySpec: "EC_SM2",
      WrappingAlgorithm: "SM2PKE",
    },
    newName: () => `examples-${randomUUID()}`,
    newAlias: () => `alias/examples-${randomUUID()}`,
    home: () => home,
    instance: () => "",
    newInstance: () => "",
    managedDataKey: () => dataKey,
    call: (operation, request) => caller.call(operation, request),
  };
}
