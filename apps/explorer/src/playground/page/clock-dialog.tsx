import { useState } from "preact/hooks";
import { Dialog } from "../../parts/dialog.tsx";
import { Notice } from "../../parts/notice.tsx";
import { language } from "../../text/text.ts";
import { aheadText } from "./ahead.ts";
import { current, moveClock } from "./current.ts";
import type { PlaygroundDialogProps } from "./dialog-props.ts";
import { playgroundText } from "./playground-text.ts";

const hour = 3_600_000;
const day = 24 * hour;
const steps = { hour, day, week: 8 * day, month: 31 * day } as const;

/** Moves the clock of the KMS forward. */
export function ClockDialog({ kms, onClose }: PlaygroundDialogProps) {
  const words = playgroundText().clock;
  const [refused, setRefused] = useState(false);
  return (
    <Dialog title={words.title} onClose={onClose}>
      <p>{words.lead}</p>
      <dl class="strip-clock">
        <dt>{words.now}</dt>
        <dd>
          <strong>{new Date(kms.clock.now()).toLocaleString(language.value)}</strong>{" "}
          <span class="muted">{aheadText(current.value?.aheadMs ?? 0)}</span>
        </dd>
      </dl>
      <div class="row">
        {(Object.keys(steps) as (keyof typeof steps)[]).map((name) => (
          <button
            key={name}
            class="button"
            onClick={() => {
              moveClock(steps[name]).catch(() => {
                setRefused(true);
              });
            }}
          >
            {words.forward(words[name])}
          </button>
        ))}
      </div>
      {refused && <Notice kind="refused" title={words.furthest} />}
    </Dialog>
  );
}
