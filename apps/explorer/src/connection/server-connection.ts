import type { Connection, Facts } from "./connection.ts";

/**
 * Connects to the server that the page came from, and to no other.
 *
 * @throws Error when it says nothing of itself
 */
export async function connectToServer(): Promise<Connection> {
  const about = await fetch("./server.json");
  if (!about.ok) throw new Error(`GET server.json: ${String(about.status)}`);
  const facts = (await about.json()) as Omit<Facts, "playground">;
  return {
    facts: { ...facts, playground: false },
    host: location.host,
    endpoint: location.origin,
    async send({ method, target, headers, body }) {
      const response = await fetch(target, {
        method,
        headers,
        ...(method === "POST" && { body }),
        cache: "no-store",
        redirect: "error",
        credentials: "omit",
      });
      return {
        status: response.status,
        headers: Object.fromEntries(response.headers),
        body: await response.text(),
      };
    },
  };
}
