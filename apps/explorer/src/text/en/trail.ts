/** What the account's root may look at, by the names of the views. */
const looks: Readonly<Record<string, string>> = {
  records: "the audit trail",
  chain: "the chain, from its first line",
  exporters: "who may export a key",
};

/** The audit trail and refusals. */
export const trail = {
  title: "Audit trail",
  lead: "What was asked of this account's KMS, newest first. Each record is bound to the one before it.",
  refusalsTitle: "Refusals",
  refusalsLead: "What was refused just now, and why. New ones come by themselves.",
  time: "Time",
  operation: "Operation",
  caller: "Caller",
  outcome: "Outcome",
  resources: "Resources",
  source: "From",
  done: "done",
  details: "Details",
  record: "Audit record",
  json: "The record as it stands in the trail",
  noRecords: "No records yet. Call an operation: its record stands here within a second.",
  noneSuch: "No record matches these filters.",
  /** @param time undefined: it is not known how far back it was looked */
  noneSuchSoFar: (time: string | undefined) =>
    time === undefined
      ? "No record matches so far. Older ones may."
      : `No record matches back to ${time}. Older ones may.`,
  older: "Older",
  newest: "Back to the newest",
  unsealed: "changed",
  unsealedSays: (bytes: number) => `A line of ${String(bytes)} bytes that is not as it was written.`,
  unknownKey: "unknown access key",
  nobody: "not signed",
  events: {
    OpenAuditChain: "The server started",
    CloseAuditChain: "The server stopped",
    LoseAuditRecords: "Records were lost",
  },
  looked: (what: string) => `Looked at ${looks[what] ?? what}`,
  whole: "The chain is whole.",
  wholeSays: (lines: number, time: string) =>
    `${String(lines)} lines are as they were written, none is missing, up to ${time}.`,
  verifying: "The chain is being verified.",
  verifyingSays: (percent: number) => `${String(percent)} % so far.`,
  broken: "The chain is broken.",
  brokenSays: (faults: number) =>
    faults === 1 ? "1 line is not right." : `${String(faults)} lines are not right.`,
  brokenAfter: (time: string) => `The last right line before that is of ${time}.`,
  finding: (line: number) => `line ${String(line)}`,
  faults: {
    changed: "changed",
    removed: "lines are missing",
    reordered: "moved",
    inserted: "inserted",
    torn: "not finished",
  },
  startsAt: (sequence: number) =>
    `The file begins with line ${String(sequence)} of its chain: what came before is in an older file. Verify both with: keyferry-server audit verify`,
  replacedAt: (time: string) =>
    `At ${time} another trail had taken the place of the verified one: it was rotated, or changed.`,
  begunAt: (time: string) => `Verified from the first line on since ${time}.`,
  lastHash: "Last hash",
  again: "Verify all again",
  pause: "Pause",
  goOn: "Go on",
  paused: "Paused. New refusals are not shown.",
  live: "Live",
  noRefusals: "Nothing was refused yet. Try it: call an operation with an id that there is not.",
  missed: "Some refusals were forgotten in the meantime: the server keeps the last 200.",
  noOperation: "No operation",
  dryRun: (code: string) => `A dry run: without DryRun the answer would be ${code}.`,
  whatToDo: "What to do",
  documented: "Alibaba Cloud documents",
  differs: (what: string, at: number) =>
    what === "string to sign"
      ? `The string to sign first differs behind character ${String(at)}.`
      : `The canonical request first differs behind character ${String(at)}.`,
  server: "The server has",
  client: "The client has",
  canonicalRequest: "The server's canonical request",
  stringToSign: "The server's string to sign",
  policy: (number: number, kind: string, name: string) => `Policy ${String(number)} of ${kind} ${name}`,
  applies: "applies",
  names: (what: string) => `does not apply: it names another ${what}`,
  delegates: "leaves it to the policies of the caller",
  condition: (key: string, operator: string, values: string, actual: string | null) =>
    `does not apply: ${key} ${operator} ${values}, and the request has ${actual ?? "none"}`,
  wouldAllow: "The smallest policy that would allow it",
};
