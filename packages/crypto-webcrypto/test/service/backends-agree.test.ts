import { randomBytes } from "node:crypto";
import { combineBackends, createSealer } from "@keyferry/crypto";
import { createSoftwareBackend } from "@keyferry/crypto-software";
import { createWebCryptoBackend } from "@keyferry/crypto-webcrypto";
import { describe } from "vitest";
import { testThatBackendsAgree } from "../../../../tools/testing/backends-agree.ts";

describe("services on software, and on webcrypto and software", () => {
  const sealer = createSealer(randomBytes(32));
  const software = createSoftwareBackend({ sealer });
  testThatBackendsAgree(sealer, [software, combineBackends([createWebCryptoBackend({ sealer }), software])]);
});
