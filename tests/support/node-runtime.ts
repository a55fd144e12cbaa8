import { nodeRuntime } from "#app/host/node-runtime.ts";
import { setRuntime } from "#app/platform/runtime.ts";

// Tests and benchmarks use the same runtime as production, where compose/ sets it.
setRuntime(nodeRuntime);
