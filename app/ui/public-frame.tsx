import type { ReactNode } from "react";
import { Phrase, useWords } from "#app/i18n/words.tsx";

type PublicFrameProps = {
  /** Target of the wordmark, which is plain text without it. */
  home?: string;
  /** Name of the organisation, for the footer. */
  organisation?: ReactNode;
  /** A small link at the end of the header, such as "My booking". */
  account?: ReactNode;
  /** Links at the end of the footer. */
  footer?: ReactNode;
  /** The form for language and theme. */
  preferences?: ReactNode;
  children: ReactNode;
};

/** Header, main and footer of every public page. */
export function PublicFrame({
  home,
  organisation,
  account,
  footer,
  preferences,
  children,
}: PublicFrameProps) {
  const { t } = useWords();
  return (
    <div className="frame">
      <a className="skip-link" href="#main">
        {t("frame.skip")}
      </a>
      <header className="frame-header">
        {home ? (
          <a className="wordmark" href={home}>
            Reservo
          </a>
        ) : (
          <span className="wordmark">Reservo</span>
        )}
        {account ? <div className="frame-account">{account}</div> : null}
      </header>
      <main id="main" tabIndex={-1} className="frame-main">
        {children}
      </main>
      <footer className="frame-footer">
        {preferences}
        <p>
          {organisation ? (
            <Phrase k="frame.organiserWithReservo" nodes={{ organisation }} />
          ) : (
            t("frame.byReservo")
          )}
        </p>
        {footer ? <div className="frame-account">{footer}</div> : null}
      </footer>
    </div>
  );
}
