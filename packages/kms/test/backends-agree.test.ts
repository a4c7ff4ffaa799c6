import { randomBytes } from "node:crypto";
import { combineBackends, createSealer } from "@keyferry/crypto";
import { createNodeBackend } from "@keyferry/crypto-node";
import { createSoftwareBackend } from "@keyferry/crypto-software";
import { describe } from "vitest";
import { testThatBackendsAgree } from "../../../tools/testing/backends-agree.ts";

describe("services on software, and on node and software", () => {
  const sealer = createSealer(randomBytes(32));
  const software = createSoftwareBackend({ sealer });
  testThatBackendsAgree(sealer, [software, combineBackends([createNodeBackend({ sealer }), software])]);
});
