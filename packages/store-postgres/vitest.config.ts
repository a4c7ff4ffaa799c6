import { testProject } from "../../tools/presets/vitest.ts";

export default testProject("store-postgres", { globalSetup: "../../tools/testing/postgres/global-setup.ts" });
