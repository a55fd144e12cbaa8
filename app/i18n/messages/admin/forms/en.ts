/** Validation messages of organisers' forms. Schemas issue these keys; see `issueTranslator`. */
export const en = {
  "admin.form.check": "Check these details",
  "admin.form.invalid": "This value is not valid. Choose or enter another one.",
  "admin.form.notStorable": "This contains a character we can’t save.",
  "admin.form.tooLong": "Use {{maximum, number}} characters or fewer.",
  "admin.form.notWhole": "Use a whole number.",
  "admin.form.tooSmall": "Use {{minimum, number}} or more.",
  "admin.form.tooLarge": "Use {{maximum, number}} or less.",
  "admin.form.numberOrEmpty": "Use a number, or leave it empty.",
  "admin.form.chooseFromList": "Choose from the list.",
  "admin.form.chooseOne": "Choose at least one.",
  "admin.form.tickToConfirm": "Tick the box to confirm.",
  "admin.form.email": "Enter a complete email address.",
  "admin.form.site": "“{{line}}” isn’t a web address. Write it like https://example.org.",

  "admin.form.event.title": "Enter a title.",
  "admin.form.event.language": "Choose a language from the list.",
  "admin.form.event.timeZone": "Choose a time zone from the list.",
  "admin.form.event.stock": "Choose a colour.",
  "admin.form.event.noDate": "An event needs a date.",
  "admin.form.event.tooManyDates": "An event can have up to {{maximum, number}} dates.",
  "admin.form.event.tooManyQuestions": "An event can ask up to {{maximum, number}} questions.",
  "admin.form.event.starts": "Enter a start, with date and time.",
  "admin.form.event.ends": "Enter an end, with date and time.",
  "admin.form.event.endsBeforeStart": "The end must be after the start.",
  "admin.form.event.skipped":
    "The clocks go forward that night: this time doesn’t exist. Use {{before}} or {{after}}.",
  "admin.form.event.repeated":
    "The clocks go back that night, so this time comes twice. Choose which one you mean.",
  "admin.form.event.year": "Use a year from 1900 to 2200.",
  "admin.form.event.capacity": "Enter the number of seats.",
  "admin.form.event.before": "Enter how long before the start, or 0.",
  "admin.form.event.perBooking": "Enter the maximum number of seats per booking.",
  "admin.form.event.perPersonBelowBooking":
    "One booking may take {{seats, number}}: use {{seats, number}} or more here, or fewer there.",
  "admin.form.event.minutes": "Enter a number of minutes.",
  "admin.form.event.opensAt": "Enter when booking opens, with date and time, or leave it empty.",
  "admin.form.event.joinUrl": "Enter an address that begins with https://, or leave it empty.",
  "admin.form.event.opensTooLate": "Booking must open before it ends for the last date.",
  "admin.form.event.belowBooked_one":
    "{{count, number}} seat is booked. You can set {{count, number}} or more, or close booking.",
  "admin.form.event.belowBooked_other":
    "{{count, number}} seats are booked. You can set {{count, number}} or more, or close booking.",

  "admin.form.question.type": "Choose how it is answered.",
  "admin.form.question.label": "Enter your question.",
  "admin.form.question.optionsTooLong": "Use fewer or shorter options.",
  "admin.form.question.tooFewOptions": "Enter at least two options, one per line.",
  "admin.form.question.tooManyOptions": "Use {{maximum, number}} options or fewer.",
  "admin.form.question.sameOptions": "Two options are the same.",
  "admin.form.question.optionTooLong": "Use {{maximum, number}} characters or fewer per option.",

  "admin.form.settings.link": "Use a full web address, such as https://example.org/privacy.",

  "admin.form.slug.missing": "Enter a name with letters or digits.",
  "admin.form.slug.tooLong":
    "Use a shorter name. It can have 60 characters; letters of other scripts become several.",
  "admin.form.slug.taken": "This name is taken. Choose another one.",

  "admin.form.reason": "Enter a reason.",

  "admin.form.key.name": "Give the key a name.",
  "admin.form.key.lifetime": "Choose when it expires.",
  "admin.form.key.overlap": "Choose from the list how long the old key keeps working.",
  "admin.form.key.ended": "This key has expired or been revoked in the meantime. Create a new one instead.",

  "admin.form.webhook.url": "Enter an address.",
  "admin.form.webhook.url.malformed": "Use a full address, such as https://example.org/hooks.",
  "admin.form.webhook.url.not-https": "The address must begin with https://.",
  "admin.form.webhook.url.credentials": "Leave the user name and password out of the address.",
  "admin.form.webhook.url.port": "Use the port 443, or one from 1024 on.",
  "admin.form.webhook.url.private":
    "This address leads to a private network. Use one that the internet can reach.",
  "admin.form.webhook.tooMany":
    "There are {{count, number}} webhooks already. Delete one you no longer need.",

  "admin.form.embed.name": "Enter a name.",
  "admin.form.embed.success": "Use an address such as https://example.org/thanks, or leave it empty.",
  "admin.form.embed.label": "Enter the text of the button.",
  "admin.form.embed.tooManySites": "Use {{maximum, number}} sites or fewer.",
  "admin.form.embed.tooMany":
    "An event can have up to {{count, number}} embeds. Change one of them, or delete one first.",

  "admin.form.setUp.organization": "Enter the name of your club, studio or business.",
  "admin.form.setUp.name": "Enter your name.",
  "admin.form.setUp.email": "Enter your full email address. You’ll sign in with it.",
  "admin.form.password.missing": "Choose a password.",
  "admin.form.password.tooShort": "Use at least {{minimum, number}} characters.",
  "admin.form.password.common": "This password is too common. Choose another one.",

  "admin.form.conflict.line":
    "Nothing of yours is saved yet. The form below still has what you typed; saving it now replaces what is saved. These fields differ:",
  "admin.form.conflict.values": "{{label}}: saved {{saved}}, yours {{typed}}",
  "admin.form.conflict.value": "“{{value}}”",
  "admin.form.conflict.empty": "empty",
  "admin.form.conflict.reload": "Discard yours and open what is saved",
};
