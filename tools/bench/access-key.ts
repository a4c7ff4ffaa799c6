/** The access key that the servers under measurement know. */
export const accessKey = { id: "bench", secret: "bench-on-loopback-only" };
