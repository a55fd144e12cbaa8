/** Common email domains: an address with a similar domain probably has a typo. */
export const MAIL_DOMAINS = [
  "gmail.com googlemail.com outlook.com hotmail.com live.com yahoo.com icloud.com proton.me mail.com ymail.com aol.com",
  "gmx.com gmx.de gmx.net gmx.at web.de t-online.de orange.fr free.fr sfr.fr wanadoo.fr laposte.net hotmail.fr yahoo.fr",
  "hotmail.es yahoo.es hotmail.co.uk yahoo.co.uk btinternet.com",
].join(" ");
