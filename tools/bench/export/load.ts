import { Agent, request } from "node:http";

const connections = 16;
const agent = new Agent({ keepAlive: true, maxSockets: connections });

/** Posts form bodies over keep-alive connections, 16 at a time. Rejects for an answer other than 200. */
export async function send(url: string, bodies: readonly string[]): Promise<readonly string[]> {
  const answers: string[] = [];
  let next = 0;
  const work = async () => {
    for (let body = bodies[next++]; body !== undefined; body = bodies[next++]) {
      answers.push(await post(url, body));
    }
  };
  await Promise.all(Array.from({ length: connections }, work));
  return answers;
}

function post(url: string, body: string): Promise<string> {
  return new Promise((resolve, reject) => {
    const headers = {
      "content-type": "application/x-www-form-urlencoded",
      "content-length": Buffer.byteLength(body),
    };
    request(url, { method: "POST", agent, headers }, (response) => {
      let text = "";
      response
        .setEncoding("utf8")
        .on("data", (chunk: string) => (text += chunk))
        .on("end", () => {
          if (response.statusCode === 200) resolve(text);
          else reject(new Error(`HTTP ${String(response.statusCode)}: ${text}`));
        });
    })
      .on("error", reject)
      .end(body);
  });
}
