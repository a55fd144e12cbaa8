import { useState } from "react";
import { useAdminWords } from "#app/i18n/admin-words.tsx";
import { Button } from "#app/ui/button.tsx";
import { CheckField } from "#app/ui/forms/field.tsx";
import type { EmbedAdminData } from "./embed-admin-data.ts";
import type { EmbedDraft } from "./embed-draft.ts";
import { htmlSnippet, plainSnippet, policyLines, reactSnippet, wordpressSnippet } from "./snippets.ts";

const KINDS = ["html", "react", "wordpress", "plain"] as const;
type Kind = (typeof KINDS)[number];
const WRITERS = { html: htmlSnippet, react: reactSnippet, wordpress: wordpressSnippet, plain: plainSnippet };

/** The code for the site, in the selected format. */
export function EmbedCode({ page, draft }: { page: EmbedAdminData; draft: EmbedDraft }) {
  const { t } = useAdminWords();
  const [kind, setKind] = useState<Kind>("html");
  const [pinned, setPinned] = useState(false);
  const [strict, setStrict] = useState(false);
  const { event, current, origin, files } = page;
  const subject = { origin, slug: event.slug, title: event.title, embed: current, loader: files, pinned };
  const isSheet = strict && kind === "html" && draft.mode === "inline";
  const code = isSheet ? htmlSnippet(draft, subject, "sheet") : WRITERS[kind](draft, subject);
  return (
    <section className="embed-code" aria-labelledby="code">
      <h2 id="code">{t("admin.embed.code")}</h2>
      <div className="embed-tools">
        {KINDS.map((each) => (
          <Button
            key={each}
            type="button"
            kind="quiet"
            aria-pressed={each === kind}
            onClick={() => setKind(each)}
          >
            {t(`admin.embed.code.${each}`)}
          </Button>
        ))}
      </div>
      <p className="field-hint">{t(`admin.embed.codeHint.${kind}`)}</p>
      <Snippet code={code} part="code" />
      {current ? null : <p className="field-hint">{t("admin.embed.saveFirst")}</p>}
      <CheckField
        name="pinned"
        label={t("admin.embed.pinned")}
        hint={t("admin.embed.pinnedHint")}
        checked={pinned}
        onChange={(change) => setPinned(change.currentTarget.checked)}
      />
      <CheckField
        name="strict"
        label={t("admin.embed.strict")}
        checked={strict}
        onChange={(change) => setStrict(change.currentTarget.checked)}
      />
      {strict ? (
        <>
          <p className="field-hint">{t("admin.embed.policyHint")}</p>
          <Snippet code={policyLines(origin)} part="policy" />
          <p className="field-hint">{t("admin.embed.styleHint")}</p>
          <Snippet code="reservo-embed { display: block; min-height: 560px; }" part="style" />
        </>
      ) : null}
    </section>
  );
}

function Snippet({ code, part }: { code: string; part: "code" | "policy" | "style" }) {
  const { t } = useAdminWords();
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
        aria-label={t(`admin.embed.snippet.${part}`)}
        value={code}
        rows={Math.min(18, code.split("\n").length + 1)}
        spellCheck={false}
      />
      <Button type="button" kind="quiet" onClick={copy} aria-label={t(`admin.embed.copySnippet.${part}`)}>
        {copied ? t("admin.shell.copied") : t("admin.shell.copy")}
      </Button>
    </div>
  );
}
