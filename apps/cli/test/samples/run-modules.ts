/**
 * Runs samples, one after the other in this process: `node run-modules.ts FILE...`. A line of JSON for each: what it has printed.
 * Bytes are told as base64.
 */
import { pathToFileURL } from "node:url";

const { log } = console;

for (const file of process.argv.slice(2)) {
  const printed = await new Promise<unknown>((resolve) => {
    console.log = (answer: unknown) => {
      resolve({ answer: typeof answer === "string" ? answer : JSON.stringify(answer, base64OfBytes) });
    };
    console.error = (error: unknown) => {
      resolve({ error: textOf(error) });
    };
    import(pathToFileURL(file).href).catch((error: unknown) => {
      resolve({ error: textOf(error) });
    });
  });
  log(JSON.stringify(printed));
}
process.exitCode = 0;

function textOf(error: unknown): string {
  return error instanceof Error && "code" in error ? `${String(error.code)} ${error.message}` : String(error);
}

function base64OfBytes(_: string, value: unknown): unknown {
  return value instanceof Uint8Array ? Buffer.from(value).toString("base64") : value;
}
