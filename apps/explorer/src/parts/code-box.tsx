import type { ComponentChildren } from "preact";
import { Copy } from "./copy.tsx";

/** Text of machines in a box of its own: it wraps, or scrolls in the box, and the page never sideways. */
export function CodeBox({
  value,
  of,
  wraps = false,
  children,
}: {
  /** What is copied, and shown where there is nothing inside. */
  readonly value: string;
  /** What it is, for those who hear the page. */
  readonly of: string;
  readonly wraps?: boolean;
  readonly children?: ComponentChildren;
}) {
  return (
    <div class={wraps ? "code-box wraps" : "code-box"}>
      <pre tabIndex={0} role="region" aria-label={of}>
        <code>{children ?? value}</code>
      </pre>
      <Copy value={value} of={of} />
    </div>
  );
}
