"""What phones and programs of chats write themselves, in the languages of their users, as data."""

_DELETED = """
This message was deleted|You deleted this message|This message has been deleted|Diese Nachricht wurde gelöscht
Du hast diese Nachricht gelöscht|Ce message a été supprimé|Vous avez supprimé ce message|Se eliminó este mensaje|Este mensaje fue eliminado
Eliminaste este mensaje|Has eliminado este mensaje|Mensagem apagada|Esta mensagem foi apagada|Você apagou esta mensagem|Apagou esta mensagem
Questo messaggio è stato eliminato|Hai eliminato questo messaggio|Dit bericht is verwijderd|Dit bericht werd verwijderd
U hebt dit bericht verwijderd|Je hebt dit bericht verwijderd|Denne meldingen ble slettet|Du slettet denne meldingen
Denna meddelandet raderades|Det här meddelandet raderades|Du raderade det här meddelandet|Denne besked blev slettet
Denne meddelelse blev slettet|Du slettede denne besked|Tämä viesti poistettiin|Poistit tämän viestin|Ta wiadomość została usunięta
Usunięto tę wiadomość|Tato zpráva byla odstraněna|Данное сообщение удалено|Вы удалили данное сообщение|Сообщение удалено|Bu mesaj silindi
Bu mesajı sildiniz|このメッセージは削除されました|您已刪除此訊息|此訊息已刪除|此消息已删除
您删除了此消息|이 메시지는 삭제되었습니다|تم حذف هذه الرسالة|ההודעה נמחקה|यह मैसेज मिटा दिया गया था
Pesan ini telah dihapus|Anda telah menghapus pesan ini
"""
_EDITED = """
This message was edited|Diese Nachricht wurde bearbeitet|Ce message a été modifié|Este mensaje fue editado|Se editó este mensaje
Se ha editado este mensaje|Mensagem editada|Esta mensagem foi editada|Questo messaggio è stato modificato|Dit bericht is bewerkt
Dit bericht werd bewerkt|Denne meldingen ble redigert|Det här meddelandet redigerades|Denne besked blev redigeret|Tätä viestiä muokattiin
Ta wiadomość została zmieniona|Данное сообщение изменено|Сообщение изменено|Bu mesaj düzenlendi
このメッセージは編集されました|此訊息已編輯|此消息已编辑|이 메시지는 수정되었습니다
تم تعديل هذه الرسالة|ההודעה נערכה|Pesan ini diedit
"""
_OMITTED = """
image omitted|video omitted|audio omitted|sticker omitted|GIF omitted|document omitted|Contact card omitted|video note omitted|Media omitted
Bild weggelassen|Video weggelassen|Audio weggelassen|Sticker weggelassen|GIF weggelassen|Dokument weggelassen|Kontaktkarte ausgelassen
Medien ausgeschlossen|image absente|vidéo absente|audio omis|sticker omis|GIF retiré|document manquant|Médias omis|imagen omitida
Video omitido|audio omitido|sticker omitido|Multimedia omitido|imagem ocultada|vídeo omitido|áudio ocultado|figurinha omitida
documento omitido|Mídia oculta|immagine omessa|video omesso|audio omesso|sticker non incluso|documento omesso|afbeelding weggelaten
video weggelaten|audio weggelaten|sticker weggelaten|Media weggelaten|bilde utelatt|bild utelämnad|billede udeladt|null
изображение отсутствует|аудио отсутствует|görüntü dahil edilmedi|ses dahil edilmedi|Medya dahil edilmedi
"""
_NOTICES = """
Messages and calls are end-to-end encrypted|Messages to this group are now secured|Messages to this chat and calls are now secured
Messages you send to this group|Nachrichten und Anrufe sind Ende-zu-Ende-verschlüsselt|Nachrichten in dieser Gruppe sind jetzt
Les messages et les appels sont chiffrés|Les messages et appels sont chiffrés|Los mensajes y las llamadas están cifrados
As mensagens e as chamadas são protegidas|As mensagens e ligações são protegidas|I messaggi e le chiamate sono crittografati
Berichten en oproepen worden end-to-end|Meldinger og anrop er ende-til-ende|Сообщения и звонки защищены|Mesajlar ve aramalar uçtan uca
Waiting for this message|Warte auf diese Nachricht|En attente de ce message|Esperando el mensaje|Your security code with|Missed voice call
Missed video call|Missed group voice call|Missed group video call|Voice call, |Video call, |Verpasster Sprachanruf|Verpasster Videoanruf
Appel vocal manqué|Llamada perdida
"""
_CHAT_OF = """
WhatsApp Chat with|WhatsApp Chat -|WhatsApp-Chat mit|Discussion WhatsApp avec|Chat de WhatsApp con|Conversa do WhatsApp com|Chat WhatsApp con
WhatsApp-chat met|WhatsApp-chat med|WhatsApp-samtale med|WhatsApp-keskustelu|Czat WhatsApp z|Чат WhatsApp с|WhatsApp Sohbeti -|WhatsApp Chat
"""


def _listed(phrases: str) -> frozenset[str]:
    return frozenset(phrase.casefold() for line in phrases.strip().splitlines() for phrase in line.split("|"))


DELETED = _listed(_DELETED)
"""Stands where a message was; without the full stop."""
EDITED = _listed(_EDITED)
"""Stands in angle brackets behind a message."""
OMITTED = _listed(_OMITTED)
"""Stands where a file was."""
NOTICES = tuple(sorted(_listed(_NOTICES)))
"""How a notice of the program begins that bears a name."""
CHAT_OF = tuple(sorted(_listed(_CHAT_OF), key=len, reverse=True))
"""How a phone begins the name of a chat's file."""
