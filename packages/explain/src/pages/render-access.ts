import type { AccessExplanation } from "@keyferry/access";
import { aboutAccess, adviceOnAccess } from "../reasons/about-access.ts";
import { printable } from "../masking/printable.ts";

/** A decision and what it rests on, as text for a terminal: printable characters and line feeds. */
export function renderAccessExplanation(explanation: AccessExplanation): string {
  const { decision, policies } = explanation;
  const verdict = decision.allowed ? "Allowed" : `Not allowed (${decision.denial})`;
  const allowing = policies.flatMap(({ attachedTo: { kind, name }, index, statements }) =>
    statements
      .filter(({ effect, mismatch }) => effect === "Allow" && mismatch === null)
      .map(
        (statement) =>
          `statement ${String(statement.index + 1)} of policy ${String(index + 1)} of ${kind} ${name}`,
      ),
  );
  const reasons = decision.allowed
    ? [
        allowing.length === 0
          ? "The root may do everything in its own account."
          : `By ${allowing.join(", and ")}.`,
      ]
    : adviceOnAccess(explanation);
  return printable(`${[verdict, ...reasons, ...aboutAccess(explanation)].join("\n\n")}\n`);
}
