import { Option, type Command } from "commander";
import { CommandError } from "../command-error.ts";
import { readDemoFlags, type DemoFlags } from "../demo/demo-server.ts";
import { tellDemo } from "../demo/demo.ts";
import type { Surroundings } from "../surroundings.ts";
import { addTokenOptions } from "../keys/token-options.ts";

const interrupts = ["SIGINT", "SIGTERM", "SIGHUP"] as const;

/** `keyferry demo`: a data key's way out of a KMS, on a server of its own. */
export function configureDemo(command: Command, surroundings: Surroundings): void {
  command
    .option(
      "--crypto <list>",
      "the server's crypto backends, such as webcrypto,software or node,software,pkcs11",
    )
    .addOption(
      new Option("--host-fallback <policy>", "whether the host may do what a token cannot").choices([
        "refuse",
        "allow",
      ]),
    );
  addTokenOptions(command)
    .addHelpText("after", "\nThe key that is made in a token is destroyed at the end.")
    .action(async (flags: DemoFlags) => {
      const cryptography = readDemoFlags(flags, surroundings);
      const interruption = new AbortController();
      const interrupt = () => {
        interruption.abort();
      };
      for (const signal of interrupts) process.on(signal, interrupt);
      try {
        await tellDemo(surroundings, cryptography, interruption.signal);
      } catch (error) {
        if (interruption.signal.aborted) {
          throw new CommandError("the demo was interrupted.", { cause: error });
        }
        throw error;
      } finally {
        for (const signal of interrupts) process.off(signal, interrupt);
      }
    });
}
