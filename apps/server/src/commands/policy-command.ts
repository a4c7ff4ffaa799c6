import type { Command } from "commander";

/** A question to access control, as the command line puts it. */
export interface PolicyCheck {
  /** `root`, `user/{name}` or `role/{name}`, of the account that the options name. */
  readonly as: string;
  /** Such as `kms:ExportDataKey`. */
  readonly action: string;
  /** An ARN, the id of a key in the region that the options name, or `*`. */
  readonly resource: string;
  readonly sourceIp: string;
  /** The VPC that the call would come from, through the VPC gateway. */
  readonly vpc?: string;
  readonly secure: boolean;
  /** ISO 8601. Absent: now. */
  readonly time?: string;
  /** To whom the call would export: the name of a recipient, or a file with a public key. */
  readonly recipient?: string;
  /** Default: RSAES_OAEP_SHA_256, or SM2PKE. */
  readonly wrappingAlgorithm?: string;
  /** File with the policy of a role's session. */
  readonly sessionPolicy?: string;
  readonly json: boolean;
}

/** `keyferry-server policy check`. It takes the server's options. */
export function addPolicyCommand(program: Command, choose: (check: PolicyCheck) => void): void {
  program
    .command("policy")
    .description("ask what policies allow, without calling anything")
    .allowExcessArguments(false)
    .helpCommand(false)
    .command("check")
    .description("say whether a call would be allowed, and by which statement; exit code 1 when it would not")
    .requiredOption("--as <who>", "root, user/<name> or role/<name>")
    .requiredOption("--action <action>", "a permission: kms: and the name of an operation")
    .requiredOption("--resource <resource>", "an ARN, the id of a key, or *")
    .option("--source-ip <address>", "address that the call would come from", "127.0.0.1")
    .option("--vpc <id>", "VPC that it would come from, through the VPC gateway")
    .option("--secure", "that it would come over TLS", false)
    .option("--time <time>", "when it would come, such as 2026-01-02T03:04:05Z (default: now)")
    .option("--recipient <file or name>", "to whom it would export: a named recipient, or a public key")
    .option(
      "--wrapping-algorithm <algorithm>",
      "how it would wrap the data key (default: as the key needs it)",
    )
    .option("--session-policy <file>", "policy of the role's session, YAML or JSON")
    .option("--json", "print JSON", false)
    .allowExcessArguments(false)
    .action((check: PolicyCheck) => {
      choose(check);
    });
}
