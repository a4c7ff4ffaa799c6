import type { SignatureSteps } from "@keyferry/signature/steps";
import { useId, useRef } from "preact/hooks";
import { speaks } from "../text/text.ts";
import { signature as en } from "../text/en/signature.ts";
import { signature as zh } from "../text/zh/signature.ts";
import type { Lighting } from "./lighting.ts";
import { keyOfMark } from "./segments.ts";

/** The names that stand in the steps: whoever has no pointer walks through them by the arrow keys, and they light up. */
export function Places({
  steps,
  lighting,
}: {
  readonly steps: SignatureSteps["steps"];
  readonly lighting: Lighting;
}) {
  const { where } = speaks(en, zh);
  const heading = useId();
  const bar = useRef<HTMLDivElement>(null);
  const places = [...placesIn(steps)];
  const pinned = lighting.pinned.value;
  const stop = Math.max(
    0,
    places.findIndex(([key]) => key === pinned),
  );
  const lit = places.find(([key]) => key === lighting.lit.value);
  return (
    <section class="stack" aria-labelledby={heading}>
      <h3 id={heading}>{where.title}</h3>
      <p class="muted">{where.lead}</p>
      <div
        class="places"
        role="toolbar"
        aria-labelledby={heading}
        ref={bar}
        onKeyDown={(event) => {
          const buttons = [...(bar.current?.querySelectorAll("button") ?? [])];
          const at = buttons.indexOf(document.activeElement as HTMLButtonElement);
          const moves: Readonly<Record<string, number>> = {
            ArrowRight: at + 1,
            ArrowDown: at + 1,
            ArrowLeft: at - 1,
            ArrowUp: at - 1,
            Home: 0,
            End: buttons.length - 1,
          };
          const to = moves[event.key];
          if (to === undefined) return;
          event.preventDefault();
          buttons[(to + buttons.length) % buttons.length]?.focus();
        }}
      >
        {places.map(([key, { name }], index) => (
          <button
            key={key}
            type="button"
            class={key === lighting.lit.value ? "place lit" : "place"}
            aria-pressed={key === pinned}
            tabIndex={index === stop ? 0 : -1}
            onFocus={() => {
              lighting.point(key);
            }}
            onBlur={() => {
              lighting.point(undefined);
            }}
            onMouseOver={() => {
              lighting.point(key);
            }}
            onMouseLeave={() => {
              lighting.point(undefined);
            }}
            onClick={() => {
              lighting.pin(key);
            }}
          >
            {name}
          </button>
        ))}
      </div>
      <p class="muted places-said" aria-live="polite">
        {lit && where.inSteps(lit[1].name, lit[1].steps)}
      </p>
    </section>
  );
}

/** Parameters and headers, and the steps in whose texts they stand. */
function placesIn(
  steps: SignatureSteps["steps"],
): ReadonlyMap<string, { readonly name: string; readonly steps: readonly number[] }> {
  const places = new Map<string, { readonly name: string; readonly steps: number[] }>();
  for (const [index, { marks }] of steps.entries()) {
    for (const mark of marks) {
      if (mark.of === "part") continue;
      const place = places.get(keyOfMark(mark)) ?? { name: mark.name, steps: [] };
      if (!place.steps.includes(index + 1)) place.steps.push(index + 1);
      places.set(keyOfMark(mark), place);
    }
  }
  return places;
}
