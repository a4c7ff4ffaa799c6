import type { Operation } from "@keyferry/protocol";
import { text } from "../text/text.ts";

/** What a list says of an operation: whether it has a dry run, or needs an instance. */
export function OperationMarks({ operation }: { readonly operation: Operation }) {
  const { dryRun, dryRunMeans, instance, instanceMeans } = text.value.operations;
  return (
    <>
      {operation.dryRun && (
        <span class="side-mark" title={dryRunMeans}>
          {dryRun}
        </span>
      )}
      {needsInstance(operation) && (
        <span class="side-mark" title={instanceMeans}>
          {instance}
        </span>
      )}
    </>
  );
}

/** Whether it is about an instance, or about the policy of a key or a secret, which only those in an instance have. */
function needsInstance({ fields, errors }: Operation): boolean {
  const named = fields.find(({ identifies }) => identifies === "instance");
  return named === undefined ? errors.includes("Forbidden.KeyPolicyUnSupported") : named.required;
}
