import type { LucideIcon } from "lucide-react";
import type { ReactNode } from "react";
import { useAdminWords } from "#app/i18n/admin-words.tsx";
import { OwnWords } from "../own-words.tsx";

type NavItem = {
  to: string;
  label: string;
  icon: LucideIcon;
  current?: boolean;
  /** Why the signed-in user may not open the page. */
  disabledReason?: string;
};

/** The properties passed to a router's link component. */
export type NavLinkProps = { to: string; className: string; current: boolean; children: ReactNode };

type AdminFrameProps = {
  organisation: ReactNode;
  nav: NavItem[];
  /** The signed-in user's name or email address. */
  person: string;
  /** The page of their account, to which their name links. */
  account?: { to: string; current: boolean };
  /** The form to sign out. */
  signOut?: ReactNode;
  /** Renders a navigation link with the router's component; by default a plain link. */
  renderLink?: (link: NavLinkProps) => ReactNode;
  children: ReactNode;
};

/** The admin's shell: a side rail of links with icons, which is a bottom bar on phones. */
export function AdminFrame({
  organisation,
  nav,
  person,
  account,
  signOut,
  renderLink = plainLink,
  children,
}: AdminFrameProps) {
  const { t } = useAdminWords();
  return (
    <div className="admin">
      <a className="skip-link" href="#main">
        {t("admin.shell.skip")}
      </a>
      <header className="admin-rail">
        <div className="admin-head">
          <span className="wordmark">Reservo</span>
          <bdi className="admin-organisation">{organisation}</bdi>
        </div>
        <nav className="admin-nav" aria-label={t("admin.shell.main")}>
          <ul>
            {nav.map((item) => (
              <li key={item.to}>
                {item.disabledReason ? <DisabledLink {...item} /> : renderLink(linkOf(item))}
              </li>
            ))}
          </ul>
        </nav>
        <div className="admin-person">
          {account ? (
            renderLink(personLink(person, account, t("admin.shell.account")))
          ) : (
            <OwnWords className="admin-person-name">{person}</OwnWords>
          )}
          {signOut}
        </div>
      </header>
      <main id="main" tabIndex={-1} className="admin-main">
        {children}
      </main>
    </div>
  );
}

/** A disabled link to a page that the user may not open, with the reason. */
function DisabledLink({ label, icon: Icon, disabledReason }: NavItem) {
  return (
    <span className="admin-link admin-link-closed">
      <Icon aria-hidden="true" size={20} strokeWidth={1.75} />
      <span>
        {label}
        <span className="admin-link-reason">{disabledReason}</span>
      </span>
    </span>
  );
}

function linkOf({ to, label, icon: Icon, current = false }: NavItem): NavLinkProps {
  return {
    to,
    current,
    className: "admin-link",
    children: (
      <>
        <Icon aria-hidden="true" size={20} strokeWidth={1.75} />
        <span>{label}</span>
      </>
    ),
  };
}

function personLink(person: string, account: { to: string; current: boolean }, label: string): NavLinkProps {
  const children = (
    <>
      <span className="sr-only">{`${label}: `}</span>
      <OwnWords>{person}</OwnWords>
    </>
  );
  return { ...account, className: "admin-person-name link", children };
}

function plainLink({ to, className, current, children }: NavLinkProps) {
  return (
    <a href={to} className={className} aria-current={current ? "page" : undefined}>
      {children}
    </a>
  );
}
