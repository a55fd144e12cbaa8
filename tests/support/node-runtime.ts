import { nodeRuntime } from "#app/host/node-runtime.ts";
import { lendRuntime } from "#app/platform/runtime.ts";

// Tests and benchmarks run with what production runs with; compose/ lends it there.
lendRuntime(nodeRuntime);
