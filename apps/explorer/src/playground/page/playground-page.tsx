import type { VNode } from "preact";
import { useEffect, useState } from "preact/hooks";
import { useAccessKeyOf } from "../../connection/access-key.ts";
import { App } from "../../frame/app.tsx";
import { recallPreferences } from "../../frame/kept-preferences.ts";
import { followAddress } from "../../address/route.ts";
import type { Views } from "../../frame/view.ts";
import { Notice } from "../../parts/notice.tsx";
import { text } from "../../text/text.ts";
import { home } from "../tab/home.ts";
import { current, gateway, showKms } from "./current.ts";
import { playgroundText } from "./playground-text.ts";
import { Strip } from "./strip.tsx";

/** The explorer with a KMS of its own. */
export function startPlayground(views: Views): VNode {
  recallPreferences();
  followAddress();
  useAccessKeyOf(home.accessKey);
  return <PlaygroundPage views={views} />;
}

function PlaygroundPage({ views }: { readonly views: Views }) {
  const [failed, setFailed] = useState(false);
  useEffect(() => {
    showKms().catch(() => {
      setFailed(true);
    });
  }, []);
  const shown = current.value;
  const words = playgroundText();
  if (shown !== undefined) {
    const by = gateway.value;
    const connection = {
      ...shown.kms.connections[by],
      turnTo: (other: typeof by) => {
        gateway.value = other;
      },
    };
    return (
      <>
        <Strip kms={shown.kms} />
        <App key={`${String(shown.number)} ${by}`} connection={connection} views={views} />
      </>
    );
  }
  return (
    <main class="main">
      {failed ? (
        <Notice kind="refused" title={words.broken}>
          <p>{words.brokenNext}</p>
        </Notice>
      ) : (
        <p class="muted">{text.value.frame.loading}</p>
      )}
    </main>
  );
}
