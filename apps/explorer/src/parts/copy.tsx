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
        void isCopied(value).then(setDone);
      }}
    >
      <span aria-live="polite">{done ? copied : copy}</span>
    </button>
  );
}

/**
 * Copies a text, and tells whether that is so. Browsers keep the clipboard's interface from pages over plain HTTP of other
 * machines, and from whom its reader has refused it; copying a selection they allow.
 */
async function isCopied(value: string): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(value);
    return true;
  } catch {
    return isCopiedAsSelection(value);
  }
}

function isCopiedAsSelection(value: string): boolean {
  const area = document.createElement("textarea");
  area.value = value;
  area.className = "heard";
  // Within a dialog that is open, nothing outside can be selected.
  (document.querySelector("dialog[open]") ?? document.body).append(area);
  area.select();
  // eslint-disable-next-line @typescript-eslint/no-deprecated -- there is no other way over plain HTTP
  const copied = document.execCommand("copy");
  area.remove();
  return copied;
}
