import { useEffect, useState } from "preact/hooks";
import { text } from "../text/text.ts";

/** A button that copies a value, and says that it did. */
export function Copy({ value, of }: { readonly value: string; readonly of?: string }) {
  const { copy, copied } = text.value.frame;
  const [done, setDone] = useState(false);
  useEffect(() => {
    if (!done) return;
    const timer = setTimeout(() => {
      setDone(false);
    }, 1_500);
    return () => {
      clearTimeout(timer);
    };
  }, [done]);
  return (
    <button
      class="button quiet copy"
      aria-label={of === undefined ? copy : `${copy}: ${of}`}
      onClick={() => {
        void navigator.clipboard.writeText(value).then(() => {
          setDone(true);
        });
      }}
    >
      <span aria-live="polite">{done ? copied : copy}</span>
    </button>
  );
}
