import type { AdminMessages } from "../../admin-catalogue.ts";
import { es as auth } from "./auth/es.ts";
import { es as bookings } from "./bookings/es.ts";
import { es as developers } from "./developers/es.ts";
import { es as embed } from "./embed/es.ts";
import { es as eventForm } from "./event-form/es.ts";
import { es as events } from "./events/es.ts";
import { es as forms } from "./forms/es.ts";
import { es as language } from "./language/es.ts";
import { es as mailbox } from "./mailbox/es.ts";
import { es as problems } from "./problems/es.ts";
import { es as settings } from "./settings/es.ts";
import { es as shell } from "./shell/es.ts";
import { es as webhooks } from "./webhooks/es.ts";

export const es: AdminMessages = {
  ...auth,
  ...bookings,
  ...developers,
  ...embed,
  ...eventForm,
  ...events,
  ...forms,
  ...language,
  ...mailbox,
  ...problems,
  ...settings,
  ...shell,
  ...webhooks,
};
