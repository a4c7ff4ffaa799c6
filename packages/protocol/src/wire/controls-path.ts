/** What the targets of requests to the controls of a server under test begin with. No operation has a path of its own. */
export const controlsPath = "/_keyferry/";
