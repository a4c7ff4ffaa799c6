import type { MarkedText, Run } from "@keyferry/signature/steps";
import { useMemo } from "preact/hooks";
import { CodeBox } from "../parts/code-box.tsx";
import type { Lighting } from "./lighting.ts";
import { keyOfMark, segmentsOf, type Segment } from "./segments.ts";

/** A text in a box, in which parameters and headers light up. */
export function MarkedBox({
  marked,
  of,
  lighting,
  input,
  different,
}: {
  readonly marked: MarkedText;
  /** What it is, for those who hear the page. */
  readonly of: string;
  readonly lighting: Lighting;
  /** Where the outcome of the step before stands. */
  readonly input?: Run | undefined;
  /** Where it differs from another text. */
  readonly different?: Run | undefined;
}) {
  const segments = useMemo(() => segmentsOf(marked, { input, different }), [marked, input, different]);
  const lit = lighting.lit.value;
  return (
    <div
      class="marked-box"
      onMouseOver={({ target }) => {
        lighting.point(keyAt(target));
      }}
      onMouseLeave={() => {
        lighting.point(undefined);
      }}
      onClick={({ target }) => {
        const key = keyAt(target);
        if (key !== undefined) lighting.pin(key);
      }}
    >
      <CodeBox value={marked.text} of={of} wraps>
        {segments.map((segment, index) => (
          <Piece key={index} segment={segment} lit={lit} />
        ))}
      </CodeBox>
    </div>
  );
}

function Piece({ segment, lit }: { readonly segment: Segment; readonly lit: string | undefined }) {
  const { text, mark, fromBefore, different } = segment;
  const key = mark && keyOfMark(mark);
  const classes = [
    mark && "run",
    mark?.shows === "name" && "run-name",
    key !== undefined && key === lit && "lit",
    fromBefore && "from-before",
  ].filter((each) => typeof each === "string");
  const piece =
    classes.length === 0 ? (
      text
    ) : (
      <span class={classes.join(" ")} data-mark={key}>
        {text}
      </span>
    );
  // Lines break before a parameter, where they may.
  const breaks = mark === undefined && /^(?:&|%26)/.test(text);
  return (
    <>
      {breaks && <wbr />}
      {different ? <mark class="different">{piece}</mark> : piece}
    </>
  );
}

function keyAt(target: EventTarget | null): string | undefined {
  const marked = target instanceof Element ? target.closest<HTMLElement>("[data-mark]") : null;
  return marked?.dataset["mark"];
}
