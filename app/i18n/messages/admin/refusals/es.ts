import type { en } from "./en.ts";

export const es: Record<keyof typeof en, string> = {
  "admin.problem.busy": "Reservo está saturado y no se ha hecho nada. Inténtelo de nuevo en un momento.",
  "admin.problem.unknownOutcome":
    "Aún no sabemos si ha salido bien. Compruébelo antes de intentarlo de nuevo.",
  "admin.problem.refusal.MAINTENANCE_MODE":
    "Las reservas están en pausa unos minutos. Las reservas existentes están a salvo.",
  "admin.problem.refusal.RESOURCE_CANCELLED": "Esta fecha está cancelada.",
  "admin.problem.refusal.RESOURCE_CLOSED": "Las reservas están cerradas.",
  "admin.problem.refusal.NOT_OPEN_YET": "Las reservas aún no están abiertas.",
  "admin.problem.refusal.BOOKING_CLOSED": "Las reservas ya se cerraron.",
  "admin.problem.refusal.TOO_MANY_PER_BOOKING": "Es más de lo que admite una reserva.",
  "admin.problem.refusal.TOO_MANY_PER_PERSON": "Esta dirección no puede reservar más plazas aquí.",
  "admin.problem.refusal.HOLD_LIMIT": "En este momento hay demasiadas reservas provisionales desde su red.",
  "admin.problem.refusal.RENEWAL_LIMIT":
    "Estas reservas provisionales se han renovado tres veces en una hora. Inténtelo más tarde.",
  "admin.problem.refusal.RESOURCE_FULL": "No quedan suficientes plazas.",
  "admin.problem.refusal.HOLD_EXPIRED": "La reserva provisional ha caducado.",
  "admin.problem.refusal.INVALID_STATE": "Esta reserva ya no está activa, no se ha cambiado nada.",
  "admin.problem.refusal.CAPACITY_BELOW_BOOKED": "Ya hay más plazas reservadas.",
  "admin.problem.refusal.RESOURCE_NOT_FOUND": "Esta fecha ya no existe.",
  "admin.problem.refusal.BOOKING_NOT_FOUND": "Esta reserva ya no existe.",
  "admin.problem.refusal.RESOURCE_ALREADY_EXISTS": "Esta fecha ya existe.",
  "admin.problem.refusal.IDEMPOTENCY_KEY_REUSED":
    "Este formulario ya se envió con otros datos. Recargue la página e inténtelo de nuevo.",
  "admin.problem.refusal.EVENT_STATE": "Este evento ha cambiado mientras tanto y esto ya no es posible.",
  "admin.problem.refusal.EVENT_CHANGED":
    "Alguien ha guardado este evento mientras tanto. Recargue la página e inténtelo de nuevo.",
  "admin.problem.refusal.EVENT_SAVING":
    "Las fechas de este evento aún se están guardando. Espere o detenga el guardado en la página del evento.",
  "admin.problem.refusal.TWO_FACTOR_CHANGED":
    "La verificación en dos pasos se ha cambiado entretanto. Compruebe la página.",
  "admin.problem.refusal.FORM_REUSED":
    "Este formulario ya se envió con otros datos. Lo que ve aquí no está guardado. Compruebe qué se guardó y, si hace falta, envíelo de nuevo.",
  "admin.problem.refusal.DATE_NOT_FOUND": "Esta fecha se ha retirado.",
  "admin.problem.refusal.DATE_BOOKED": "Esta fecha tiene reservas. Cancélela en su lugar.",
  "admin.problem.refusal.DATE_ENDED": "Esta fecha ya ha pasado y no se puede cancelar.",
  "admin.problem.refusal.LAST_DATE": "Es la única fecha del evento. Añada antes otra.",
  "admin.problem.refusal.EMBED_NOT_FOUND": "Esta inserción ya no existe.",
  "admin.problem.refusal.TOO_MANY_EMBEDS":
    "Este evento ha alcanzado el máximo de inserciones. Elimine antes una.",
  "admin.problem.refusal.KEY_NOT_ACTIVE": "Esta clave se ha revocado o ha caducado.",
  "admin.problem.refusal.INVALID_ORIGINS": "Uno de los orígenes no es válido o hay demasiados.",
  "admin.problem.refusal.TOO_MANY_WEBHOOKS": "Ha alcanzado el máximo de webhooks. Elimine antes uno.",
  "admin.problem.refusal.WEBHOOK_NOT_FOUND": "Este webhook ya no existe.",
  "admin.problem.refusal.DELIVERY_NOT_FOUND": "Ese evento nunca se envió a este webhook.",
  "admin.problem.refusal.MEMBER_NOT_FOUND": "Esta persona ya no es miembro.",
  "admin.problem.refusal.MEMBER_CHANGED":
    "Alguien ha cambiado entretanto los roles de este miembro. Revíselos e inténtelo de nuevo.",
  "admin.problem.refusal.TEAM_FORBIDDEN": "Su rol ya no lo permite.",
  "admin.problem.refusal.OWNERS_ONLY":
    "Solo los propietarios pueden nombrar, cambiar y quitar a propietarios.",
  "admin.problem.refusal.OWN_ROLE":
    "No puede cambiar su propio rol. Pídaselo a otro propietario o administrador.",
  "admin.problem.refusal.LAST_OWNER":
    "Una organización necesita un propietario. Nombre antes a otra persona.",
  "admin.problem.refusal.ALREADY_MEMBER":
    "Esta persona ya es miembro. Cambie su rol en la página del equipo.",
  "admin.problem.refusal.EVENT_NOT_FOUND": "Estos eventos se han eliminado. Elija otros.",
  "admin.problem.refusal.TOO_MANY_INVITATIONS": "Ya hay 50 invitaciones pendientes. Revoque antes una.",
  "admin.problem.refusal.INVITATION_MAIL_LIMIT":
    "Su organización ha enviado 20 invitaciones en una hora. Inténtelo más tarde o comparta un enlace.",
  "admin.problem.refusal.INVITATION_NOT_FOUND": "Esta invitación se ha aceptado o revocado.",
};
