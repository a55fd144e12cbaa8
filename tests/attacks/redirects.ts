import { type Attack, attackerAddress } from "./attack.ts";
import { formOf, type HttpResponse, openClient } from "./http-client.ts";

const EVIL = "evil.example";
const TARGETS = [
  `/.//${EVIL}/phish`,
  `/x/..//${EVIL}`,
  `/%2e//${EVIL}`,
  `/..//${EVIL}`,
  `/./\\${EVIL}`,
  `//${EVIL}`,
  `/\\${EVIL}`,
  `/\t/${EVIL}`,
  `https://${EVIL}/`,
];

export const redirectTargets: Attack = {
  name: "redirects to another site",
  finding: "9",
  async run({ port, cookie }) {
    const client = openClient({ port, from: attackerAddress(9) });
    const origin = `http://localhost:${port}`;
    const leadsAway = ({ headers: { location } }: HttpResponse) =>
      location !== undefined && new URL(location, origin).host !== new URL(origin).host;
    const faults: string[] = [];
    for (const target of TARGETS) {
      const chosen = await client.send({ path: "/preferences", ...formOf({ back: target, theme: "dark" }) });
      if (leadsAway(chosen)) faults.push(`/preferences redirects to ${chosen.headers.location}`);
      const path = `/sign-in?next=${encodeURIComponent(target)}`;
      const signedIn = await client.send({ path, headers: { Cookie: cookie } });
      if (leadsAway(signedIn)) faults.push(`/sign-in redirects to ${signedIn.headers.location}`);
    }
    client.close();
    return faults;
  },
};
