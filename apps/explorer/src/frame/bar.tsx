import { useState } from "preact/hooks";
import type { GatewayKind } from "@keyferry/protocol";
import { accessKey } from "../connection/access-key.ts";
import type { Connection } from "../connection/connection.ts";
import { Icon } from "../parts/icon.tsx";
import { text } from "../text/text.ts";
import { AccessKeyDialog } from "./access-key-dialog.tsx";
import { Preferences } from "./preferences.tsx";
import { Search } from "./search.tsx";
import type { Views } from "./view.ts";

/** The bar on top: what the page talks to, the access key, search, language and theme. */
export function Bar({
  connection,
  views,
  menuOpen,
  onMenu,
}: {
  readonly connection: Connection;
  readonly views: Views;
  readonly menuOpen: boolean;
  readonly onMenu: () => void;
}) {
  const { frame, accessKey: keyText } = text.value;
  const { facts } = connection;
  const [asking, setAsking] = useState(false);
  return (
    <header class="bar">
      <button
        class="button quiet drawer-button"
        aria-expanded={menuOpen}
        aria-controls="side"
        aria-label={menuOpen ? frame.closeMenu : frame.menu}
        onClick={onMenu}
      >
        <Icon name={menuOpen ? "close" : "menu"} />
      </button>
      <a class="bar-name" href="#/">
        <img src="./icon.svg" alt="" />
        Keyferry
      </a>
      <div class="bar-facts">
        <span title={frame.region}>{facts.region}</span>
        <span title={frame.account}>{facts.account}</span>
      </div>
      {facts.gateways !== undefined && (
        <Gateways now={facts.gateway} gateways={facts.gateways} turnTo={connection.turnTo} />
      )}
      <div class="bar-end">
        <Search views={views} />
        <button
          class="button"
          onClick={() => {
            setAsking(true);
          }}
        >
          <Icon name="key" />
          <span class="heard">{keyText.button}</span>
          <span class="bar-word">{accessKey.value?.id ?? keyText.none}</span>
        </button>
        <Preferences />
      </div>
      {asking && (
        <AccessKeyDialog
          builtIn={facts.builtInAccessKey}
          onClose={() => {
            setAsking(false);
          }}
        />
      )}
    </header>
  );
}

/** The gateway that the page talks to; of a server, another one is another address of the same page. */
function Gateways({
  now,
  gateways,
  turnTo = (kind) => {
    const { protocol, port } = new URL(gateways[kind]);
    location.href = `${protocol}//${location.hostname}:${port}${location.pathname}${location.hash}`;
  },
}: {
  readonly now: GatewayKind;
  readonly gateways: Readonly<Record<GatewayKind, string>>;
  readonly turnTo: Connection["turnTo"];
}) {
  return (
    <select
      class="input bar-choice"
      aria-label={text.value.frame.gateway}
      value={now}
      onChange={({ currentTarget }) => {
        turnTo(currentTarget.value as GatewayKind);
      }}
    >
      {Object.keys(gateways).map((kind) => (
        <option key={kind} value={kind}>
          {kind}
        </option>
      ))}
    </select>
  );
}
