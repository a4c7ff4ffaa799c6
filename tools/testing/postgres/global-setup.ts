import type { TestProject } from "vitest/node";
import { isLeftOut } from "../left-out.ts";
import { startPostgres } from "./test-postgres.ts";

/** Starts one PostgreSQL for the tests of a project, and stops it after them. */
export default async function setUp(project: TestProject): Promise<(() => Promise<void>) | undefined> {
  if (isLeftOut("postgres")) return undefined;
  const postgres = await startPostgres();
  project.provide("postgres", postgres.place);
  return () => postgres.stop();
}
