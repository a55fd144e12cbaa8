import type { ReactNode } from "react";

type PublicFrameProps = {
  /** Where the wordmark leads; plain text without it. */
  home?: string;
  /** Whose page it is; stands in the footer. */
  organisation?: ReactNode;
  /** A small link at the right of the header, such as "Find my booking". */
  account?: ReactNode;
  /** Links at the right of the footer. */
  footer?: ReactNode;
  children: ReactNode;
};

/** Header, main and footer of every public page. */
export function PublicFrame({ home, organisation, account, footer, children }: PublicFrameProps) {
  return (
    <div className="frame">
      <a className="skip-link" href="#main">
        Skip to content
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
        <p>{organisation ? <>{organisation} takes bookings with Reservo</> : "Bookings by Reservo"}</p>
        {footer ? <div className="frame-account">{footer}</div> : null}
      </footer>
    </div>
  );
}
