import { spawn } from "node:child_process";
import { startEmbeddedPostgres } from "#app/host/embedded-postgres/server.ts";

/**
 * A program that holds the embedded server until it is killed: node holder.ts DATA_DIR. It tells its standard output what
 * it got, as one line of JSON. The bystander is a child of its own, which lives on after it and must hold nothing.
 */
const [, , dataDir = ""] = process.argv;
const { url, ownerUrl, fresh, joined } = await startEmbeddedPostgres({ dataDir });
const bystander = spawn("sleep", ["60"], { detached: true, stdio: "ignore" });
console.log(JSON.stringify({ url, ownerUrl, fresh, joined, bystander: bystander.pid }));
setInterval(() => {}, 60_000);
