import type { CallInWords } from "./openapi.ts";

/** Returns a curl sample. It reads the key from a variable to keep it out of the shell history. */
export function curlOf(call: CallInWords, base: string): string {
  const { method, sample, scope } = call;
  const body = sample.body === undefined ? [] : ["-H 'Content-Type: application/json'", dataOf(sample.body)];
  const lines = [
    `curl${method === "GET" ? "" : ` -X ${method}`}${sample.streams ? " -N" : ""} '${base}${sample.address}'`,
    ...(scope === undefined ? [] : ['-H "X-API-Key: $RESERVO_KEY"']),
    ...(method === "POST" ? ['-H "Idempotency-Key: $(uuidgen)"'] : []),
    ...body,
  ];
  return lines.join(" \\\n  ");
}

/** Returns a JavaScript sample for Node and browsers. */
export function javaScriptOf(call: CallInWords, base: string): string {
  const { method, sample, scope } = call;
  const url = JSON.stringify(base + sample.address);
  if (sample.streams) {
    return `const events = new EventSource(${url});\nevents.onmessage = ({ data }) => console.log(JSON.parse(data));`;
  }
  const headers = [
    ...(scope === undefined ? [] : ['"X-API-Key": key']),
    ...(method === "POST" ? ['"Idempotency-Key": crypto.randomUUID()'] : []),
    ...(sample.body === undefined ? [] : ['"Content-Type": "application/json"']),
  ];
  const options = [
    ...(method === "GET" ? [] : [`  method: "${method}",`]),
    ...(headers.length === 0 ? [] : [`  headers: { ${headers.join(", ")} },`]),
    ...(sample.body === undefined ? [] : [`  body: JSON.stringify(${indented(sample.body)}),`]),
  ];
  const request = options.length === 0 ? `fetch(${url})` : `fetch(${url}, {\n${options.join("\n")}\n})`;
  const read = call.answers.some(({ status, fields }) => status < "300" && fields.length > 0);
  return `const response = await ${request};\nconsole.log(response.status${read ? ", await response.json()" : ""});`;
}

function dataOf(body: unknown): string {
  return `-d '${JSON.stringify(body).replaceAll("'", "'\\''")}'`;
}

function indented(body: unknown): string {
  return JSON.stringify(body, null, 2).replaceAll("\n", "\n  ");
}
