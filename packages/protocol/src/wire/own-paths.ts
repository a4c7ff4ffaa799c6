/** What the targets of requests to the controls of a server under test begin with. No operation has a path of its own. */
export const controlsPath = "/_keyferry/";

/** What the targets begin with of requests by which an account's root looks at what no operation tells. */
export const inspectPath = "/_keyferry/inspect/";
