import type { Language } from "#app/platform/locales.ts";
import type { AdminMessages } from "./admin-catalogue.ts";
import { adminCatalogue } from "./admin-messages.ts";
import type { KeyOf } from "./make-translators.ts";
import { de as accountDe } from "./messages/admin/account/de.ts";
import { en as accountEn } from "./messages/admin/account/en.ts";
import { es as accountEs } from "./messages/admin/account/es.ts";
import { fr as accountFr } from "./messages/admin/account/fr.ts";
import { de as accountMailsDe } from "./messages/admin/account-mails/de.ts";
import { en as accountMailsEn } from "./messages/admin/account-mails/en.ts";
import { es as accountMailsEs } from "./messages/admin/account-mails/es.ts";
import { fr as accountMailsFr } from "./messages/admin/account-mails/fr.ts";
import { de as auditDe } from "./messages/admin/audit/de.ts";
import { en as auditEn } from "./messages/admin/audit/en.ts";
import { es as auditEs } from "./messages/admin/audit/es.ts";
import { fr as auditFr } from "./messages/admin/audit/fr.ts";
import { de as authErrorsDe } from "./messages/admin/auth-errors/de.ts";
import { en as authErrorsEn } from "./messages/admin/auth-errors/en.ts";
import { es as authErrorsEs } from "./messages/admin/auth-errors/es.ts";
import { fr as authErrorsFr } from "./messages/admin/auth-errors/fr.ts";
import { de as formErrorsDe } from "./messages/admin/form-errors/de.ts";
import { en as formErrorsEn } from "./messages/admin/form-errors/en.ts";
import { es as formErrorsEs } from "./messages/admin/form-errors/es.ts";
import { fr as formErrorsFr } from "./messages/admin/form-errors/fr.ts";
import { de as noticesDe } from "./messages/admin/notices/de.ts";
import { en as noticesEn } from "./messages/admin/notices/en.ts";
import { es as noticesEs } from "./messages/admin/notices/es.ts";
import { fr as noticesFr } from "./messages/admin/notices/fr.ts";
import { de as refusalsDe } from "./messages/admin/refusals/de.ts";
import { en as refusalsEn } from "./messages/admin/refusals/en.ts";
import { es as refusalsEs } from "./messages/admin/refusals/es.ts";
import { fr as refusalsFr } from "./messages/admin/refusals/fr.ts";
import { de as teamDe } from "./messages/admin/team/de.ts";
import { en as teamEn } from "./messages/admin/team/en.ts";
import { es as teamEs } from "./messages/admin/team/es.ts";
import { fr as teamFr } from "./messages/admin/team/fr.ts";
import { de as twoFactorDe } from "./messages/admin/two-factor/de.ts";
import { en as twoFactorEn } from "./messages/admin/two-factor/en.ts";
import { es as twoFactorEs } from "./messages/admin/two-factor/es.ts";
import { fr as twoFactorFr } from "./messages/admin/two-factor/fr.ts";

/** Messages for organisers that only the server uses (form errors, refusals, mails, the audit log); no script contains them. */
const en = {
  ...accountEn,
  ...accountMailsEn,
  ...auditEn,
  ...authErrorsEn,
  ...formErrorsEn,
  ...noticesEn,
  ...refusalsEn,
  ...twoFactorEn,
  ...teamEn,
};

type ServerMessages = AdminMessages & Record<keyof typeof en, string>;

export type AdminServerKey = KeyOf<ServerMessages>;

/** All messages for organisers. */
export const adminServerCatalogue: Record<Language, ServerMessages> = {
  en: { ...adminCatalogue.en, ...en },
  de: {
    ...adminCatalogue.de,
    ...accountDe,
    ...accountMailsDe,
    ...auditDe,
    ...authErrorsDe,
    ...formErrorsDe,
    ...noticesDe,
    ...refusalsDe,
    ...teamDe,
    ...twoFactorDe,
  },
  fr: {
    ...adminCatalogue.fr,
    ...accountFr,
    ...accountMailsFr,
    ...auditFr,
    ...authErrorsFr,
    ...formErrorsFr,
    ...noticesFr,
    ...refusalsFr,
    ...teamFr,
    ...twoFactorFr,
  },
  es: {
    ...adminCatalogue.es,
    ...accountEs,
    ...accountMailsEs,
    ...auditEs,
    ...authErrorsEs,
    ...formErrorsEs,
    ...noticesEs,
    ...refusalsEs,
    ...teamEs,
    ...twoFactorEs,
  },
};
