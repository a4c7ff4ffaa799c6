import { speaks } from "../../text/text.ts";
import { journey as en } from "../../text/en/journey.ts";
import { journey as zh } from "../../text/zh/journey.ts";
import { DataKey } from "./data-key.tsx";
import { LaneIcon } from "./lane-icon.tsx";
import {
  isMade,
  lanes,
  verdictOf,
  type Lane,
  type Move,
  type Scene,
  type Sight,
  type Step,
  type Verdict,
} from "./who-sees.ts";
import "./picture.css";

/** The picture of a step: a lane for each who may come near the data key, and below them what goes from one to another. */
export function Picture({ step, scene }: { readonly step: Step; readonly scene: Scene }) {
  const words = speaks(en, zh);
  const nameOf = (lane: Lane) => words.lanesAt[step]?.[lane] ?? words.lanes[lane].name;
  return (
    <figure class="picture" aria-label={words.picture}>
      <div class="picture-inside">
        <ol class="picture-lanes">
          {lanes.map((lane, at) => (
            <Lane
              key={lane}
              at={at + 1}
              lane={lane}
              name={nameOf(lane)}
              sight={scene.sights[lane]}
              verdict={isMade(step) ? verdictOf(scene.sights[lane]) : "notYet"}
              watched={scene.watched.includes(lane)}
            />
          ))}
        </ol>
        {/* Drawn anew for each step, so that it is seen where something goes. */}
        <ol class="picture-moves" key={step}>
          {scene.moves.map((move, at) => (
            <Arrow key={at} move={move} at={at + 1} nameOf={nameOf} />
          ))}
        </ol>
      </div>
    </figure>
  );
}

function Lane({
  at,
  lane,
  name,
  sight,
  verdict,
  watched,
}: {
  readonly at: number;
  readonly lane: Lane;
  readonly name: string;
  readonly sight: Sight;
  readonly verdict: Verdict;
  readonly watched: boolean;
}) {
  const words = speaks(en, zh);
  return (
    <li class={`lane ${verdict}${watched ? " watched" : ""}`} style={{ "--at": at }}>
      <div class="lane-head">
        <LaneIcon lane={lane} />
        <div>
          <strong>{name}</strong>
          <span class="lane-what">{words.lanes[lane].what}</span>
        </div>
      </div>
      <ul class="lane-forms">
        {sight.dataKey.map((form) => (
          <li key={form}>
            <DataKey form={form} />
            <span>{words.forms[form]}</span>
          </li>
        ))}
      </ul>
      <ul class="lane-things">
        {sight.things.map((thing) => (
          <li key={thing} class={`thing ${thing}`}>
            {words.things[thing]}
          </li>
        ))}
      </ul>
      <p class="lane-verdict">{words.verdicts[verdict]}</p>
    </li>
  );
}

function Arrow({
  move: { from, to, carries },
  at,
  nameOf,
}: {
  readonly move: Move;
  readonly at: number;
  readonly nameOf: (lane: Lane) => string;
}) {
  const words = speaks(en, zh);
  const [start, end] = [lanes.indexOf(from), lanes.indexOf(to)];
  const first = Math.min(start, end) + 1;
  const span = Math.abs(end - start) + 1;
  return (
    <li
      class={start < end ? "move forth" : "move back"}
      style={{ "--at": at, "--first": first, "--last": first + span, "--span": span }}
    >
      <span class="heard">{words.fromTo(nameOf(from), nameOf(to))}</span>
      <span class="move-label">{typeof carries === "string" ? words.carried[carries] : carries.name}</span>
    </li>
  );
}
