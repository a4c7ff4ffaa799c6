import type { ErrorCode } from "../errors/catalogue.ts";
import type { Operation } from "../operation.ts";
import { operations } from "./index.ts";

/**
 * What to do about a refusal, where an operation is there for it: a clause for people, such as `EnableKey enables it`.
 *
 * @throws Error where no operation says so
 */
export function remedyFor(code: ErrorCode): string {
  for (const { remedies } of Object.values<Operation>({ ...operations })) {
    const remedy = remedies?.[code];
    if (remedy !== undefined) return remedy;
  }
  throw new Error(`no operation is a remedy for ${code}`);
}
