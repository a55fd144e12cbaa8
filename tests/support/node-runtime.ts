import { nodeRuntime } from "#app/host/node-runtime.ts";
import { setRuntime } from "#app/platform/runtime.ts";

// Tests and benchmarks run with what production runs with; compose/ lends it there.
setRuntime(nodeRuntime);
