import type { ComponentChildren } from "preact";

/** What stands in place of an empty list: what to do. */
export function Empty({ says, children }: { readonly says: string; readonly children?: ComponentChildren }) {
  return (
    <div class="empty">
      <p>{says}</p>
      {children}
    </div>
  );
}
