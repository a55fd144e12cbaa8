import { createLog } from "#app/host/logging/log.ts";

// Buffers many log lines, then ends as its first argument says.
const log = createLog({ level: "info" });
for (let line = 0; line < 1_000; line++) log.info({ line }, "buffered");
if (process.argv[2] === "exit") process.exit(0);
if (process.argv[2] === "throw") throw new Error("uncaught");
