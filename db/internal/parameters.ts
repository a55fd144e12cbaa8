/** What a statement may be given: the server gets it as text, exactly as it stands. */
export type Parameter = string | number | bigint | boolean | Date | Uint8Array | null;

/**
 * Checks parameters before anything is sent, since postgres.js finds a bad one when half of the message is written.
 * A Date becomes ISO 8601. Throws a TypeError for undefined, and for objects and arrays: whether they are JSON or a
 * PostgreSQL array only the caller knows.
 */
export function encodeParameters(params: readonly unknown[]): Parameter[] {
  return params.map((param, index) => {
    switch (typeof param) {
      case "string":
      case "number":
      case "bigint":
      case "boolean":
        return param;
    }
    if (param === null || param instanceof Uint8Array) return param;
    if (param instanceof Date) return param.toISOString();
    const kind = param === undefined ? "undefined" : Array.isArray(param) ? "an array" : "an object";
    throw new TypeError(
      `Parameter $${index + 1} is ${kind}. Write JSON with JSON.stringify() and arrays with arrayLiteral().`,
    );
  });
}
