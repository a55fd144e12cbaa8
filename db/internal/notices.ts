/** What postgres.js hands to `onnotice`: the fields of a NoticeResponse, as far as the server sent them. */
export interface DriverNotice {
  severity?: string;
  severity_local?: string;
  code?: string;
  message?: string;
  routine?: string;
}

/** A message that the server sent beside an answer: a warning, a notice, or something for debugging. */
export interface ServerNotice {
  /** DEBUG, LOG, INFO, NOTICE or WARNING, in English whatever the server's language is. */
  severity: string;
  /** The SQLSTATE. */
  code: string;
  /** In the server's language. */
  message: string;
  /** The function of the server that sent it, where it says so. */
  routine: string | undefined;
}

export function toServerNotice(notice: DriverNotice): ServerNotice {
  const { severity, severity_local, code = "", message = "", routine } = notice;
  return { severity: severity ?? severity_local ?? "", code, message, routine };
}

/**
 * Returns whether a commit stopped waiting for its synchronous standby, because its backend was cancelled or terminated:
 * the server says COMMIT all the same, but the transaction may exist on this server alone and be lost with it. The
 * routine decides, since the message is translated; the text, where a server does not name routines.
 */
export function isStandbyWaitCancelled({ code, message, routine }: ServerNotice): boolean {
  if (routine !== undefined) return routine === "SyncRepWaitForLSN";
  return (code === "01000" || code === "57P01") && message.includes("wait for synchronous replication");
}
