import { languageOfWords } from "#app/platform/text/language.ts";

interface OwnWordsProps {
  children: string;
  /** The language that they were written in as far as is known; the page's where it is not given. */
  lang?: string;
  className?: string;
}

/** Somebody's own words: neither their direction nor their language is that of what stands around them. */
export function OwnWords({ children, lang, className }: OwnWordsProps) {
  return (
    <bdi className={className} lang={languageOfWords(children, lang)}>
      {children}
    </bdi>
  );
}
