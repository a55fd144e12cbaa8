import type { AppLoadContext } from "@remix-run/server-runtime";
import { readCookie, serializeCookie } from "#app/platform/http/cookies.ts";
import { networkOf, wideNetworkOf } from "#app/platform/http/network.ts";
import { newToken, toHex } from "#app/platform/secrets.ts";
import type { Surface } from "./surface.ts";

const COOKIE = "holder";
const DAY_SECONDS = 24 * 60 * 60;

/** The browser and the network that hold seats, as hashes. It does not identify the person. */
export interface Holder {
  browser: string;
  /** Undefined if rate limits are off. */
  network: string | undefined;
  /** The enclosing network, which has a separate limit. */
  wideNetwork: string | undefined;
  /** The Set-Cookie header that identifies the browser, if it has no such cookie yet. */
  setCookie: string | undefined;
}

/**
 * Returns the holder that submits a form: identified by cookie on our own pages, else by the form's token. A browser without
 * a cookie continues as the holder of the hold that it names (`named`, a hash in hex), so that another hold counts as a renewal.
 */
export function holderOf(
  eventRequest: { request: Request; context: AppLoadContext },
  surface: Surface,
  formToken: string,
  named?: string,
): Holder {
  const { signer, clientAddress, env, secure } = eventRequest.context;
  const hashOfNetwork = (value: string | undefined) =>
    env.RATE_LIMITS && value !== undefined ? toHex(signer.sign("network", value)) : undefined;
  const network = hashOfNetwork(networkOf(clientAddress));
  const wideNetwork = hashOfNetwork(wideNetworkOf(clientAddress));
  const hashOf = (kind: string, value: string) => toHex(signer.sign("holder", kind, value));
  if (surface.holder === "form") {
    const browser = named ?? hashOf("form", formToken);
    return { browser, network, wideNetwork, setCookie: undefined };
  }
  const known = readCookie(eventRequest.request, COOKIE, secure);
  if (!known && named) return { browser: named, network, wideNetwork, setCookie: undefined };
  const value = known ?? newToken();
  const setCookie = known ? undefined : serializeCookie({ name: COOKIE, secure, maxAge: DAY_SECONDS }, value);
  return { browser: hashOf("cookie", value), network, wideNetwork, setCookie };
}
