import { type RecipientKeySpec, recipientKeySpecs } from "@keyferry/algorithms";
import { Option, type Command } from "commander";
import { CommandError } from "../command-error.ts";
import { writeKeyPair } from "../keys/key-pair-files.ts";
import type { Surroundings } from "../surroundings.ts";
import { writeTokenKey } from "../keys/token-key-files.ts";
import { addTokenOptions, readTokenFlags, type TokenFlags } from "../keys/token-options.ts";

interface KeygenOptions extends TokenFlags {
  readonly spec: RecipientKeySpec;
  readonly out: string;
}

/** `keyferry keygen`: makes a recipient's key pair, in files or in a token. */
export function configureKeygen(command: Command, surroundings: Surroundings): void {
  const { folder, print } = surroundings;
  command
    .addOption(new Option("--spec <spec>", "the key spec").choices(recipientKeySpecs).makeOptionMandatory())
    .requiredOption("--out <folder>", "where private.pem and public.pem are written");
  addTokenOptions(command)
    .addHelpText("after", "\nA private key that is made in a token stays there; key.txt names it.")
    .action(async ({ spec, out, ...flags }: KeygenOptions) => {
      const token = readTokenFlags(flags, surroundings);
      if (token === undefined) {
        const { privateFile, publicFile } = await writeKeyPair(spec, out, folder);
        print(`${privateFile}  private key, PKCS #8; keep it to yourself\n${publicFile}  public key\n`);
        return;
      }
      if (spec !== "RSA_2048") {
        throw new CommandError(`a token takes exports in by RSA_2048, not by ${spec}.`);
      }
      const { nameFile, publicFile } = await writeTokenKey(token, out, folder);
      print(`${nameFile}  name of the private key, which is in the token\n${publicFile}  public key\n`);
    });
}
