import type { Command } from "commander";
import { CommandError } from "../command-error.ts";
import { tellDemo } from "../demo/demo.ts";
import type { Surroundings } from "../surroundings.ts";

const interrupts = ["SIGINT", "SIGTERM", "SIGHUP"] as const;

/** `keyferry demo`: a data key's way out of a KMS, on a server of its own. */
export function addDemoCommand(program: Command, surroundings: Surroundings): void {
  program
    .command("demo")
    .description("start a server, export a data key three ways, open each, and compare")
    .action(async () => {
      const interruption = new AbortController();
      const interrupt = () => {
        interruption.abort();
      };
      for (const signal of interrupts) process.on(signal, interrupt);
      try {
        await tellDemo(surroundings, interruption.signal);
      } catch (error) {
        if (interruption.signal.aborted)
          throw new CommandError("the demo was interrupted.", { cause: error });
        throw error;
      } finally {
        for (const signal of interrupts) process.off(signal, interrupt);
      }
    });
}
