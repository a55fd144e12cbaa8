/** A parameter of a statement: the server receives it as text, exactly as given. */
export type Parameter = string | number | bigint | boolean | Date | Uint8Array | null;

/**
 * Checks parameters before anything is sent, since postgres.js detects an invalid one when half of the message is written. A
 * Date becomes ISO 8601. Throws a TypeError for undefined, and for objects and arrays: only the caller knows whether they are
 * JSON or a PostgreSQL array.
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
