import type { ComponentChildren } from "preact";

/** What a notice is about: done, a trial or the playground, or a refusal. */
export type NoticeKind = "plain" | "done" | "amber" | "refused";

/** A box that says what happened, and what to do next. A refusal is read aloud at once. */
export function Notice({
  kind = "plain",
  title,
  children,
}: {
  readonly kind?: NoticeKind;
  readonly title: string;
  readonly children?: ComponentChildren;
}) {
  return (
    <div class={`notice ${kind}`} role={kind === "refused" ? "alert" : undefined}>
      <p>
        <strong>{title}</strong>
      </p>
      {children}
    </div>
  );
}
