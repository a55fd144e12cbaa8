/** The argument of `onnotice` in postgres.js: the fields of a NoticeResponse that the server sent. */
export interface DriverNotice {
  severity?: string;
  severity_local?: string;
  code?: string;
  message?: string;
  routine?: string;
}

/** A message that the server sent in addition to a response: a warning, a notice, or debugging output. */
export interface ServerNotice {
  /** DEBUG, LOG, INFO, NOTICE or WARNING, in English whatever the server's language is. */
  severity: string;
  /** The SQLSTATE. */
  code: string;
  /** In the server's language. */
  message: string;
  /** The function of the server that sent it, if reported. */
  routine: string | undefined;
}

/** Converts a notice of the driver, and fills in fields that the server did not send. */
export function toServerNotice(notice: DriverNotice): ServerNotice {
  const { severity, severity_local, code = "", message = "", routine } = notice;
  return { severity: severity ?? severity_local ?? "", code, message, routine };
}

/**
 * Returns whether a commit stopped waiting for its synchronous standby, because its backend was cancelled or terminated: the
 * server still reports COMMIT, but the transaction may exist on this server alone and be lost with it. The routine decides,
 * since the message is translated; the text, if a server does not report routines.
 */
export function isStandbyWaitCancelled({ code, message, routine }: ServerNotice): boolean {
  if (routine !== undefined) return routine === "SyncRepWaitForLSN";
  return (code === "01000" || code === "57P01") && message.includes("wait for synchronous replication");
}
