import { ServiceError } from "@keyferry/protocol";
import type { ComponentChildren } from "preact";
import type { Outcome } from "../connection/use-outcome.ts";
import { text } from "../text/text.ts";
import { Notice } from "./notice.tsx";

/** What came of a call: the answer, that it is on its way, or why it was refused and what to do next. */
export function Loaded<T>({
  outcome: { value, error, loading, again },
  children,
}: {
  readonly outcome: Outcome<T>;
  readonly children: (value: T) => ComponentChildren;
}) {
  const { frame } = text.value;
  if (error !== undefined) {
    return (
      <Notice kind="refused" title={error instanceof ServiceError ? error.code : frame.noAnswer}>
        <p>{error.message}</p>
        <button class="button" onClick={again}>
          {frame.tryAgain}
        </button>
      </Notice>
    );
  }
  if (value === undefined) return <p class="muted waits">{frame.loading}</p>;
  return (
    <div class="stack" aria-busy={loading}>
      {children(value)}
    </div>
  );
}
