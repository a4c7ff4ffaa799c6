import { createSealer } from "@keyferry/crypto";
import { createSoftwareBackend } from "@keyferry/crypto-software";
import { softwareCapabilities } from "@keyferry/crypto-software/capabilities";
import { expect, it } from "vitest";

it("says before the software backend is loaded what the backend says itself", () => {
  const { capabilities } = createSoftwareBackend({ sealer: createSealer(new Uint8Array(32)) });
  expect(capabilities).toEqual([softwareCapabilities]);
});
