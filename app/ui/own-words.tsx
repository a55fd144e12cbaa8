import { languageOfWords } from "#app/platform/text/language.ts";

interface OwnWordsProps {
  children: string;
  /** The presumed language of the text; by default that of the page. */
  lang?: string;
  className?: string;
}

/** Text written by a user, isolated in direction and language from the text around it. */
export function OwnWords({ children, lang, className }: OwnWordsProps) {
  return (
    <bdi className={className} lang={languageOfWords(children, lang)}>
      {children}
    </bdi>
  );
}
