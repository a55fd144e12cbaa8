import { appendFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { startApp } from "#tests/support/app.ts";
import { startSmtpReceiver } from "#tests/support/smtp.ts";
import { temporaryFolder } from "#tests/support/temporary-folder.ts";
import { becomeOwner } from "./owner.ts";
import { SHARED_DATA, SHARED_MAIL, SHARED_ORGANISER, SHARED_URL } from "./shared-app.ts";

/** Starts the app that the tests share, with demo data, an owner and a real mail server; answers what ends both. */
export default async function setup(): Promise<() => Promise<void>> {
  const endings: (() => Promise<unknown>)[] = [];
  const end = async () => {
    for (const ending of endings.splice(0)) await ending();
  };
  try {
    const folder = await temporaryFolder("e2e");
    endings.unshift(folder.remove);
    // Workers are processes of their own: what arrives is written down where they can read it.
    const mailFile = join(folder.path, "mail.jsonl");
    writeFileSync(mailFile, "");
    const receiver = await startSmtpReceiver({
      onMail: (mail) => appendFileSync(mailFile, `${JSON.stringify(mail)}\n`),
    });
    endings.unshift(receiver.close);
    const app = await startApp({ env: settings(receiver.url), readyWithin: 180_000 });
    endings.unshift(() => app.stop());
    const organiserFile = join(folder.path, "organiser.json");
    const owner = await becomeOwner(app);
    await owner.storageState({ path: organiserFile });
    await owner.dispose();
    process.env[SHARED_URL] = app.url;
    process.env[SHARED_MAIL] = mailFile;
    process.env[SHARED_DATA] = app.dataDir;
    process.env[SHARED_ORGANISER] = organiserFile;
    return end;
  } catch (error) {
    await end();
    throw error;
  }
}

function settings(smtpUrl: string): Record<string, string> {
  // All tests come from one address, faster than people do.
  return {
    RESERVO_DEMO: "1",
    RATE_LIMITS: "off",
    SMTP_URL: smtpUrl,
    MAIL_FROM: "tests@reservo.example",
    // The https server of the embed's tests is in front as a proxy.
    TRUSTED_PROXIES: "127.0.0.1",
  };
}
