import type { Command } from "commander";
import type { Surroundings } from "./surroundings.ts";

/** Gives a command its options, and what it does. */
export type Configure = (
  command: Command,
  surroundings: Surroundings,
  setExitCode: (code: number) => void,
) => void;

/** What is known of a command before it is loaded. */
export interface CommandRow {
  /** A line of the list of commands. */
  readonly description: string;
  /** Loads its code, and what that needs. */
  readonly load: () => Promise<Configure>;
}

/** All commands, in the order in which `keyferry --help` lists them. */
export const commandTable: Readonly<Record<string, CommandRow>> = {
  demo: {
    description: "start a server, export a data key three ways, open each, and compare",
    load: async () => (await import("./commands/demo.ts")).configureDemo,
  },
  serve: {
    description: "run a KMS on this machine (keyferry-server); its options are passed on",
    load: ofServer(),
  },
  call: {
    description: "call any operation; its parameters travel as they are typed",
    load: async () => (await import("./commands/call.ts")).configureCall,
  },
  explain: {
    description: "show why the server of this machine refused a request",
    load: async () => (await import("./commands/explain.ts")).configureExplain,
  },
  keygen: {
    description: "make a key pair that data keys can be exported to",
    load: async () => (await import("./commands/keygen.ts")).configureKeygen,
  },
  export: {
    description: "wrap a data key for a recipient, inside the KMS (ExportDataKey)",
    load: async () => (await import("./commands/export.ts")).configureExport,
  },
  open: {
    description: "open an exported data key with the recipient's private key",
    load: async () => (await import("./commands/open.ts")).configureOpen,
  },
  users: {
    description: "list the users of a server's data folder; add and remove them, switch access keys",
    load: ofServer("users"),
  },
  recipients: {
    description: "list the named recipients of a server's data folder; list, add, remove",
    load: ofServer("recipients"),
  },
  instances: {
    description: "list the KMS instances of a server's data folder; switch their public access",
    load: ofServer("instances"),
  },
  messages: {
    description: "list the key versions of a server's data folder that have encrypted most messages",
    load: ofServer("messages"),
  },
  policy: {
    description: "say whether a call would be allowed, and by which statement of which policy",
    load: ofServer("policy"),
  },
  "who-can": {
    description: "list who may export data keys of a key, and to which recipients: export --key ID",
    load: ofServer("who-can"),
  },
  audit: {
    description: "check that a server's audit trail is complete and unchanged: verify FILE...",
    load: ofServer("audit"),
  },
  receipt: {
    description: "say whether receipts of exports are genuine, also by the audit trail: verify FILE...; key",
    load: ofServer("receipt"),
  },
  clock: {
    description: "show the clock of a server under test; advance 7d, set MOMENT",
    load: async () => (await import("./controls/commands.ts")).configureClock,
  },
  reset: {
    description: "have a server under test hold what it held at its start",
    load: async () => (await import("./controls/commands.ts")).configureReset,
  },
  snapshots: {
    description: "list the snapshots of a server under test; save, restore, delete NAME",
    load: async () => (await import("./controls/commands.ts")).configureSnapshots,
  },
  faults: {
    description: "list the faults that calls of a server under test meet; add, clear",
    load: async () => (await import("./controls/commands.ts")).configureFaults,
  },
  requests: {
    description: "show the latest requests of a server under test",
    load: async () => (await import("./controls/commands.ts")).configureRequests,
  },
};

/** A command that keyferry-server does. @param before arguments of keyferry-server that come first */
function ofServer(...before: readonly string[]): () => Promise<Configure> {
  return async () => {
    const { handOnToServer } = await import("./connection/run-server-program.ts");
    return (command, _, setExitCode) => handOnToServer(command, before, setExitCode);
  };
}
