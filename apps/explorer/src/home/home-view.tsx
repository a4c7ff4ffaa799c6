import { everyOperation } from "@keyferry/protocol";
import { linkTo } from "../address/route.ts";
import { speaks } from "../text/text.ts";
import { home as en } from "../text/en/home.ts";
import { home as zh } from "../text/zh/home.ts";
import "./home.css";

/** The first view: what this is, and three ways in. */
export default function HomeView() {
  const words = speaks(en, zh);
  const ways = [
    { title: words.journey, lead: words.journeyLead, go: words.journeyGo, to: ["journey"] },
    {
      title: words.operation,
      lead: words.operationLead,
      go: words.operationGo,
      to: ["operations", "ExportDataKey"],
    },
    { title: words.keys, lead: words.keysLead, go: words.keysGo, to: ["keys"] },
  ];
  return (
    <div class="home">
      <h1>{words.title}</h1>
      <p class="home-lead">{words.lead}</p>
      <ul class="ways">
        {ways.map(({ title, lead, go, to }, at) => (
          <li key={title}>
            <h2>{title}</h2>
            <p class="muted">{lead}</p>
            <a class={at === 0 ? "button chief" : "button"} href={linkTo(to)}>
              {go}
            </a>
          </li>
        ))}
      </ul>
      <p>
        <a href={linkTo(["operations"])}>{words.operationsAll(Object.keys(everyOperation).length)}</a>
      </p>
    </div>
  );
}
