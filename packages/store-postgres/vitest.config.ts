import { testProject } from "../../tools/presets/vitest.ts";

// A suite asks its questions one by one, of a server that may share its machine with other tests.
const patience = 240_000;

export default testProject("store-postgres", {
  globalSetup: "../../tools/testing/postgres/global-setup.ts",
  testTimeout: patience,
  hookTimeout: patience,
});
