import { useState } from "react";
import { Button } from "#app/ui/button.tsx";
import { CheckField } from "#app/ui/forms/field.tsx";
import type { EmbedAdminData } from "./embed-admin-data.ts";
import type { EmbedDraft } from "./embed-form.ts";
import { htmlSnippet, plainSnippet, policyLines, reactSnippet, wordpressSnippet } from "./snippets.ts";

const KINDS = { html: "HTML", react: "React", wordpress: "WordPress", plain: "Plain iframe" } as const;
type Kind = keyof typeof KINDS;
const WRITERS = { html: htmlSnippet, react: reactSnippet, wordpress: wordpressSnippet, plain: plainSnippet };

const NOTES: Record<Kind, string> = {
  html: "Where the form should be. The link inside works before the script has loaded, and without it.",
  react: "A component of your own; there is no package to keep up to date.",
  wordpress: "Add a block “Custom HTML” and paste this.",
  plain: "For pages that may have no script. Give it the height that your form needs.",
};

/** The code for the site, in the form that the site needs. */
export function EmbedCode({ page, draft }: { page: EmbedAdminData; draft: EmbedDraft }) {
  const [kind, setKind] = useState<Kind>("html");
  const [pinned, setPinned] = useState(false);
  const [strict, setStrict] = useState(false);
  const { event, current, origin, files } = page;
  const subject = { origin, slug: event.slug, title: event.title, embed: current, loader: files, pinned };
  const isSheet = strict && kind === "html" && draft.mode === "inline";
  const code = isSheet ? htmlSnippet(draft, subject, "sheet") : WRITERS[kind](draft, subject);
  return (
    <section className="embed-code" aria-labelledby="code">
      <h2 id="code">Code</h2>
      <div className="embed-tools">
        {Object.entries(KINDS).map(([each, words]) => (
          <Button
            key={each}
            type="button"
            kind="quiet"
            aria-pressed={each === kind}
            onClick={() => setKind(each as Kind)}
          >
            {words}
          </Button>
        ))}
      </div>
      <p className="field-hint">{NOTES[kind]}</p>
      <Snippet code={code} name="the code" />
      {current ? null : (
        <p className="field-hint">
          Store it first, and the code names only its id: then you can change how it looks without touching
          the site.
        </p>
      )}
      <CheckField
        name="pinned"
        label="Name one version of the script, with its integrity"
        hint="For sites that must know what they load. It never changes, so it gets no mends either."
        checked={pinned}
        onChange={(change) => setPinned(change.currentTarget.checked)}
      />
      <CheckField
        name="strict"
        label="The site has a strict content policy"
        checked={strict}
        onChange={(change) => setStrict(change.currentTarget.checked)}
      />
      {strict ? (
        <>
          <p className="field-hint">Add these to the site’s Content-Security-Policy:</p>
          <Snippet code={policyLines(origin)} name="the policy" />
          <p className="field-hint">
            A style attribute is against such a policy. Keep the form’s place in the site’s own style sheet
            instead:
          </p>
          <Snippet code="reservo-embed { display: block; min-height: 560px; }" name="the style" />
        </>
      ) : null}
    </section>
  );
}

function Snippet({ code, name }: { code: string; name: string }) {
  const [copied, setCopied] = useState(false);
  const copy = async () => {
    await navigator.clipboard.writeText(code);
    setCopied(true);
    setTimeout(() => setCopied(false), 2_000);
  };
  return (
    <div className="embed-snippet">
      <textarea
        readOnly
        aria-label={`The text of ${name}`}
        value={code}
        rows={Math.min(18, code.split("\n").length + 1)}
        spellCheck={false}
      />
      <Button type="button" kind="quiet" onClick={copy} aria-label={`Copy ${name}`}>
        {copied ? "Copied" : "Copy"}
      </Button>
    </div>
  );
}
