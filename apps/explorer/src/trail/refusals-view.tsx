import { useState } from "preact/hooks";
import type { ViewProps } from "../frame/view.ts";
import { Empty } from "../parts/empty.tsx";
import { Loaded } from "../parts/loaded.tsx";
import { Notice } from "../parts/notice.tsx";
import { trail as en } from "../text/en/trail.ts";
import { speaks } from "../text/text.ts";
import { trail as zh } from "../text/zh/trail.ts";
import { OneRefusal } from "./one-refusal.tsx";
import { useRefusals } from "./use-refusals.ts";
import "./refusals.css";

/** Refusals as they come, each with its explanation. */
export default function RefusalsView({ connection }: ViewProps) {
  const words = speaks(en, zh);
  const [isPaused, setPaused] = useState(false);
  const { refusals, missed, error, again } = useRefusals(connection, isPaused);
  return (
    <div class="stack">
      <div class="row between">
        <h1>{words.refusalsTitle}</h1>
        <div class="row">
          <span class={isPaused ? "mark" : "mark done"}>{isPaused ? words.pause : words.live}</span>
          <button
            class="button"
            onClick={() => {
              setPaused(!isPaused);
            }}
          >
            {isPaused ? words.goOn : words.pause}
          </button>
        </div>
      </div>
      <p class="muted">{isPaused ? words.paused : words.refusalsLead}</p>
      {missed && <Notice kind="amber" title={words.missed} />}
      <Loaded outcome={{ value: refusals, error, loading: refusals === undefined, again }}>
        {(shown) =>
          shown.length === 0 ? (
            <Empty says={words.noRefusals} />
          ) : (
            <ol class="refusals" aria-live="polite">
              {shown.map((refusal) => (
                <li key={refusal.id}>
                  <OneRefusal refusal={refusal} />
                </li>
              ))}
            </ol>
          )
        }
      </Loaded>
    </div>
  );
}
