import type { AppLoadContext } from "@remix-run/server-runtime";
import { readCookie, serializeCookie } from "#app/platform/http/cookies.ts";
import { networkOf, wideNetworkOf } from "#app/platform/http/network.ts";
import { newToken, toHex } from "#app/platform/secrets.ts";
import type { Surface } from "./surface.ts";

const COOKIE = "holder";
const A_DAY = 24 * 60 * 60;

/** Who holds seats, as hashes: their browser and their network. It says nothing about the person. */
export interface Holder {
  browser: string;
  /** Undefined where limits on networks are off. */
  network: string | undefined;
  /** The network around it, which has a limit of its own. */
  wideNetwork: string | undefined;
  /** The cookie by which the browser is known from now on, where it has to be set. */
  setCookie: string | undefined;
}

/**
 * Who sends a form: by cookie on our own pages, else by the form's own token. A browser that is not known goes on as the holder
 * of the hold that it names (`named`, a hash in hex): that it holds anew is a renewal too.
 */
export function holderOf(
  call: { request: Request; context: AppLoadContext },
  surface: Surface,
  formToken: string,
  named?: string,
): Holder {
  const { signer, clientAddress, env, secure } = call.context;
  const hashOfNetwork = (value: string | undefined) =>
    env.RATE_LIMITS && value !== undefined ? toHex(signer.sign("network", value)) : undefined;
  const network = hashOfNetwork(networkOf(clientAddress));
  const wideNetwork = hashOfNetwork(wideNetworkOf(clientAddress));
  const hashOf = (kind: string, value: string) => toHex(signer.sign("holder", kind, value));
  if (surface.holder === "form") {
    const browser = named ?? hashOf("form", formToken);
    return { browser, network, wideNetwork, setCookie: undefined };
  }
  const known = readCookie(call.request, COOKIE, secure);
  if (!known && named) return { browser: named, network, wideNetwork, setCookie: undefined };
  const value = known ?? newToken();
  const setCookie = known ? undefined : serializeCookie({ name: COOKIE, secure, maxAge: A_DAY }, value);
  return { browser: hashOf("cookie", value), network, wideNetwork, setCookie };
}
