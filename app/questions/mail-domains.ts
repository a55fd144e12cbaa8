/** Domains under which very many people have their e-mail: an address one slip away from them was probably meant to be there. */
export const MAIL_DOMAINS = [
  "gmail.com googlemail.com outlook.com hotmail.com live.com yahoo.com icloud.com proton.me mail.com ymail.com aol.com",
  "gmx.com gmx.de gmx.net gmx.at web.de t-online.de orange.fr free.fr sfr.fr wanadoo.fr laposte.net hotmail.fr yahoo.fr",
  "hotmail.es yahoo.es hotmail.co.uk yahoo.co.uk btinternet.com",
].join(" ");
