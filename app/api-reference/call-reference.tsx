import { CodeSample } from "#app/ui/code-sample.tsx";
import { curlOf, javaScriptOf } from "./call-samples.ts";
import type { AnswerInWords, CallInWords, FieldInWords } from "./openapi.ts";

/** Renders one endpoint: its purpose, access, parameters, code samples, responses and errors. */
export function CallReference({ call, base }: { call: CallInWords; base: string }) {
  const { id, method, path, summary, description, scope, keyless, parameters, body, answers } = call;
  const headers = parameters.filter((each) => each.place === "header");
  const others = parameters.filter((each) => each.place !== "header");
  const good = answers.filter(({ status }) => status < "400");
  return (
    <article className="call" id={id} aria-labelledby={`${id}-title`}>
      <header className="call-head">
        <h3 id={`${id}-title`}>
          <a href={`#${id}`}>{summary}</a>
        </h3>
        <p className="call-line">
          <b>{method}</b> <code>{breakable(path)}</code>
        </p>
      </header>
      {description ? <Words text={description} /> : null}
      <p className="call-access">{accessWords(scope, keyless)}</p>
      <Fields
        title="Path and query parameters"
        fields={others.map((each) => ({ ...each, name: placed(each) }))}
      />
      <Fields title="Body" fields={body} />
      <Fields title="Headers" fields={headers} />
      <div className="samples">
        <CodeSample label="curl" text={curlOf(call, base)} />
        <CodeSample label="JavaScript" text={javaScriptOf(call, base)} />
      </div>
      {good.map((answer) => (
        <GoodAnswer key={answer.status} answer={answer} />
      ))}
      <Errors answers={answers.filter(({ status }) => status >= "400")} />
    </article>
  );
}

function accessWords(scope: string | undefined, keyless: boolean) {
  if (scope === undefined) return "No key needed.";
  const words = (
    <>
      Requires a key with the scope <code>{scope}</code>
    </>
  );
  return keyless ? <>{words}, or no key if the organiser allows it.</> : <>{words}.</>;
}

function placed({ name, place }: CallInWords["parameters"][number]): string {
  return place === "path" ? `{${name}}` : `?${name}=`;
}

function Fields({ title, fields }: { title: string; fields: FieldInWords[] }) {
  if (fields.length === 0) return null;
  return (
    <section className="call-part">
      <h4>{title}</h4>
      <FieldList fields={fields} />
    </section>
  );
}

function FieldList({ fields }: { fields: FieldInWords[] }) {
  return (
    <dl className="fields">
      {fields.map(({ name, type, required, words }) => (
        <div key={name} className="fields-row">
          <dt>
            <code>{breakable(name)}</code>
          </dt>
          <dd>
            <span className="fields-type">
              {type}
              {required ? "" : ", optional"}
            </span>
            {words ? <Words text={words} /> : null}
          </dd>
        </div>
      ))}
    </dl>
  );
}

function GoodAnswer({ answer: { status, paragraphs, fields } }: { answer: AnswerInWords }) {
  return (
    <section className="call-part">
      <h4>
        Response <code>{status}</code>
      </h4>
      <Words text={paragraphs.join("\n\n")} />
      {fields.length > 0 ? (
        <details className="call-more">
          <summary>
            {fields.length} field{fields.length === 1 ? "" : "s"}
          </summary>
          <FieldList fields={fields} />
        </details>
      ) : null}
    </section>
  );
}

function Errors({ answers }: { answers: AnswerInWords[] }) {
  return (
    <section className="call-part">
      <details className="call-more">
        <summary>Errors</summary>
        <dl className="fields">
          {answers.map(({ status, paragraphs, fields }) => (
            <div key={status} className="fields-row">
              <dt>
                <code>{status}</code>
              </dt>
              <dd>
                <Words text={paragraphs.join("\n\n")} />
                {fields.length > 0 ? <FieldList fields={fields} /> : null}
              </dd>
            </div>
          ))}
        </dl>
      </details>
    </section>
  );
}

/** Renders paragraphs; text in backquotes becomes code. */
function Words({ text }: { text: string }) {
  return text.split("\n\n").map((paragraph) => (
    <p key={paragraph}>
      {paragraph.split("`").map((part, index) =>
        // Every second part was between backquotes.
        // biome-ignore lint/suspicious/noArrayIndexKey: the parts of a text never change their places.
        index % 2 === 1 ? <code key={index}>{part}</code> : part,
      )}
    </p>
  ));
}

/** Allows line breaks after the dots, slashes and equals signs of a long name. */
function breakable(name: string) {
  return name
    .split(/(?<=[./=])/)
    .flatMap((part, index) => (index === 0 ? [part] : [<wbr key={part} />, part]));
}
