import type { ChainState } from "@keyferry/inspect";
import { useEffect } from "preact/hooks";
import { accessKey } from "../connection/access-key.ts";
import type { Connection } from "../connection/connection.ts";
import { look, useLook } from "../connection/look.ts";
import { Loaded } from "../parts/loaded.tsx";
import { LongValue } from "../parts/long-value.tsx";
import { Notice } from "../parts/notice.tsx";
import { trail as en } from "../text/en/trail.ts";
import { speaks } from "../text/text.ts";
import { trail as zh } from "../text/zh/trail.ts";

/** How often the server is asked while it verifies, in milliseconds. */
const pause = 500;

/** The state of the trail's chain: whole, broken, or as far as it is verified. */
export function ChainOfTrail({ connection }: { readonly connection: Connection }) {
  const outcome = useLook(connection, "chain", {});
  const { value, again } = outcome;
  useEffect(() => {
    if (value === undefined || value.verified >= value.length) return;
    const timer = setTimeout(again, pause);
    return () => {
      clearTimeout(timer);
    };
  }, [value]);
  const verifyAgain = async () => {
    const key = accessKey.peek();
    if (key !== undefined) await look(connection, key, "chain", { again: true });
  };
  return (
    <Loaded outcome={outcome}>
      {(state) => (
        <State
          state={state}
          onAgain={() => {
            // Where it was refused, asking once more shows why.
            void verifyAgain().then(again, again);
          }}
        />
      )}
    </Loaded>
  );
}

function State({ state, onAgain }: { readonly state: ChainState; readonly onAgain: () => void }) {
  const words = speaks(en, zh);
  const { whole, verified, length, startsAt, replacedAt, last } = state;
  const isReady = verified >= length;
  const title = whole ? (isReady ? words.whole : words.verifying) : words.broken;
  const kind = whole ? (isReady ? "done" : "plain") : "refused";
  return (
    <Notice kind={kind} title={title}>
      <p>{isReady ? said(state) : words.verifyingSays(Math.floor((100 * verified) / length))}</p>
      {!whole && <Faults state={state} />}
      {startsAt !== null && <p>{words.startsAt(startsAt.sequence)}</p>}
      {replacedAt !== null && <p>{words.replacedAt(seconds(replacedAt))}</p>}
      <div class="row">
        {last !== null && (
          <span class="muted">
            {words.lastHash} <LongValue value={last.hash} of={words.lastHash} most={16} />
          </span>
        )}
        <button class="button quiet" title={words.begunAt(seconds(state.begunAt))} onClick={onAgain}>
          {words.again}
        </button>
      </div>
    </Notice>
  );

  function said({ lines, verifiedTo, faults }: ChainState): string {
    return whole ? words.wholeSays(lines, seconds(verifiedTo ?? state.begunAt)) : words.brokenSays(faults);
  }
}

function Faults({ state: { findings, brokenAfter } }: { readonly state: ChainState }) {
  const words = speaks(en, zh);
  return (
    <>
      <ul>
        {findings.map(({ line, fault, detail }) => (
          <li key={`${String(line)} ${fault}`} title={detail}>
            {words.finding(line)}: {words.faults[fault]}
          </li>
        ))}
      </ul>
      {brokenAfter !== null && <p>{words.brokenAfter(seconds(brokenAfter))}</p>}
    </>
  );
}

/** A moment in ISO 8601, to the second. */
export function seconds(moment: string): string {
  return moment.replace(/\.\d+Z$/, "Z");
}
