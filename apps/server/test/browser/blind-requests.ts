/** A way in which a page has its browser send a request, whether it may read the answer or not. */
export interface BlindRequest {
  readonly name: string;
  readonly method: "GET" | "POST";
  /** Whether it leaves the page, or the page's origin. */
  readonly leaves?: true;
  /** Runs in the page: it can refer to nothing else of this file. */
  readonly send: (url: string) => unknown;
}

/** Every way that needs no leave of who is asked. */
export const blindRequests: readonly BlindRequest[] = [
  {
    name: "a fetch that reads nothing",
    method: "POST",
    send: (url) => fetch(url, { method: "POST", mode: "no-cors" }).catch(() => undefined),
  },
  {
    name: "a fetch of a form",
    method: "POST",
    send: (url) => fetch(url, { method: "POST", body: new URLSearchParams() }).catch(() => undefined),
  },
  { name: "a beacon", method: "POST", send: (url) => navigator.sendBeacon(url) },
  {
    name: "a form",
    method: "POST",
    leaves: true,
    send: (url) => {
      const form = document.createElement("form");
      Object.assign(form, { action: url, method: "post" });
      document.body.append(form);
      form.submit();
    },
  },
  {
    name: "a form in a sandbox",
    method: "POST",
    leaves: true,
    send: (url) => {
      const frame = document.createElement("iframe");
      frame.setAttribute("sandbox", "allow-forms allow-scripts");
      const action = url.replaceAll("&", "&amp;");
      frame.srcdoc = `<form method="post" action="${action}"></form><script>document.forms[0].submit()</script>`;
      document.body.append(frame);
    },
  },
  { name: "a fetch of a query", method: "GET", send: (url) => fetch(url).catch(() => undefined) },
  {
    name: "an image",
    method: "GET",
    send: (url) => {
      new Image().src = url;
    },
  },
  {
    name: "a script",
    method: "GET",
    send: (url) => {
      document.body.append(Object.assign(document.createElement("script"), { src: url }));
    },
  },
  {
    name: "a style sheet",
    method: "GET",
    send: (url) => {
      const link = Object.assign(document.createElement("link"), { rel: "stylesheet", href: url });
      document.head.append(link);
    },
  },
  {
    name: "a frame",
    method: "GET",
    send: (url) => {
      document.body.append(Object.assign(document.createElement("iframe"), { src: url }));
    },
  },
  {
    name: "an event source",
    method: "GET",
    send: (url) => {
      const source = new EventSource(url);
      source.addEventListener("error", () => {
        source.close();
      });
    },
  },
  {
    name: "a web socket",
    method: "GET",
    send: (url) => {
      new WebSocket(url.replace(/^http/, "ws")).addEventListener("error", () => undefined);
    },
  },
  {
    name: "a link that is followed",
    method: "GET",
    leaves: true,
    send: (url) => {
      location.assign(url);
    },
  },
];
