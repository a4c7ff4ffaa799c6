import { useEffect } from "preact/hooks";

/** What takes the arrow keys for itself: fields, tabs, boxes that scroll. */
const takers = "input, select, textarea, [role=tab], [role=region], dialog";

/** Has the arrow keys go back (-1) and forth (1), unless what has the focus uses them. */
export function useArrowKeys(go: (by: -1 | 1) => void): void {
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      const by = ({ ArrowLeft: -1, ArrowRight: 1 } as const)[event.key];
      const held = event.ctrlKey || event.metaKey || event.altKey || event.shiftKey;
      const taken = event.target instanceof Element && event.target.closest(takers) !== null;
      if (by === undefined || held || taken) return;
      event.preventDefault();
      go(by);
    };
    addEventListener("keydown", onKey);
    return () => {
      removeEventListener("keydown", onKey);
    };
  }, [go]);
}
