import type { ComponentChildren } from "preact";
import { useId, useRef } from "preact/hooks";

/** A tab: its key, its name, and what it shows. */
export interface Tab {
  readonly key: string;
  readonly name: string;
  readonly content: () => ComponentChildren;
}

/** Tabs as the ARIA practices describe them: arrows, Home and End choose, Tab goes on into what is shown. */
export function Tabs({
  name,
  tabs,
  chosen,
  onChoose,
}: {
  /** What the tabs are of, for those who hear the page. */
  readonly name: string;
  readonly tabs: readonly Tab[];
  readonly chosen: string;
  readonly onChoose: (key: string) => void;
}) {
  const id = useId();
  const list = useRef<HTMLDivElement>(null);
  const at = Math.max(
    0,
    tabs.findIndex(({ key }) => key === chosen),
  );
  const now = tabs[at];
  const go = (to: number) => {
    const next = tabs[(to + tabs.length) % tabs.length];
    if (next === undefined) return;
    onChoose(next.key);
    list.current?.querySelector<HTMLElement>(`[data-key="${next.key}"]`)?.focus();
  };
  return (
    <div>
      <div
        class="tabs"
        role="tablist"
        aria-label={name}
        ref={list}
        onKeyDown={(event) => {
          const moves: Readonly<Record<string, number>> = {
            ArrowRight: at + 1,
            ArrowLeft: at - 1,
            Home: 0,
            End: tabs.length - 1,
          };
          const to = moves[event.key];
          if (to === undefined) return;
          event.preventDefault();
          go(to);
        }}
      >
        {tabs.map(({ key, name: label }) => (
          <button
            key={key}
            type="button"
            role="tab"
            id={`${id}-${key}`}
            data-key={key}
            aria-selected={key === now?.key}
            aria-controls={`${id}-panel`}
            tabIndex={key === now?.key ? 0 : -1}
            onClick={() => {
              onChoose(key);
            }}
          >
            {label}
          </button>
        ))}
      </div>
      <div role="tabpanel" id={`${id}-panel`} aria-labelledby={now && `${id}-${now.key}`}>
        {now?.content()}
      </div>
    </div>
  );
}
