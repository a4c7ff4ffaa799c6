import { useEffect, useState } from "preact/hooks";
import type { VNode } from "preact";
import { useAccessKeyOf } from "../connection/access-key.ts";
import type { Connection } from "../connection/connection.ts";
import { text } from "../text/text.ts";
import { Notice } from "../parts/notice.tsx";
import { App } from "./app.tsx";
import { recallPreferences } from "./kept-preferences.ts";
import { followAddress } from "../address/route.ts";
import type { Views } from "./view.ts";

/** The page: it connects, then shows what its address says. */
export function start(connect: () => Promise<Connection>, views: Views): VNode {
  recallPreferences();
  followAddress();
  return <Page connect={connect} views={views} />;
}

function Page({ connect, views }: { readonly connect: () => Promise<Connection>; readonly views: Views }) {
  const [connection, setConnection] = useState<Connection>();
  const [failed, setFailed] = useState(false);
  useEffect(() => {
    connect().then(
      (made) => {
        useAccessKeyOf(made.facts.builtInAccessKey);
        setConnection(made);
      },
      () => {
        setFailed(true);
      },
    );
  }, [connect]);
  if (connection !== undefined) return <App connection={connection} views={views} />;
  const { noServer, noServerNext, loading } = text.value.frame;
  return (
    <main class="main">
      {failed ? (
        <Notice kind="refused" title={noServer}>
          <p>{noServerNext}</p>
        </Notice>
      ) : (
        <p class="muted">{loading}</p>
      )}
    </main>
  );
}
