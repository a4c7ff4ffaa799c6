import type { Operation } from "@keyferry/protocol";
import { text } from "../text/text.ts";

/** What a list says of an operation: whether it has a dry run, or needs an instance. */
export function OperationMarks({ operation }: { readonly operation: Operation }) {
  const { dryRun, dryRunMeans } = text.value.operations;
  if (!operation.dryRun) return null;
  return (
    <span class="side-mark" title={dryRunMeans}>
      {dryRun}
    </span>
  );
}
