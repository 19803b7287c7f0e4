"""What columns of tables are called that hold talk, in the languages of our users: data, and how a table's columns are told by it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from driftwatch.domain.names import folded
from driftwatch.reading import Notes

_USUAL = """
text: text, message, message text, message body, body, body text, content, contents, message content, utterance, statement, transcript, sentence,
    quote, what was said, said, remark, contribution, post, comment, comments, msg, raw text, plain text, nachricht, nachrichtentext, inhalt,
    aussage, wortlaut, beitrag, kommentar, bemerkung, äußerung, texte, contenu, propos, commentaire, intervention, mensaje, texto, contenido,
    comentario, intervención, testo, messaggio, contenuto, commento, mensagem, conteúdo, comentário, tekst, bericht, inhoud, opmerking, melding,
    innhold, utsagn, ytring, besked, indhold, meddelande, innehåll, viesti, teksti, sisältö, wiadomość, treść, wypowiedź, zpráva, obsah, mesaj,
    metin, içerik, сообщение, текст, повідомлення, 本文, 発言, 発言内容, メッセージ, 内容, 消息, 消息内容, 文本, 메시지, 내용
speaker: speaker, speaker name, author, author name, sender, sender name, from, from name, user, user name, username, display name, name, who,
    participant, participant name, person, posted by, created by, said by, by, member, nick, nickname, full name, real name, sprecher, sprecherin,
    autor, absender, verfasser, von, wer, benutzer, teilnehmer, auteur, expéditeur, de, intervenant, utilisateur, locuteur, remitente, usuario,
    orador, hablante, quien, autore, mittente, utente, relatore, remetente, usuário, spreker, afzender, gebruiker, avsender, taler, forfatter,
    bruker, afsender, avsändare, talare, författare, lähettäjä, puhuja, nadawca, mówca, odesílatel, gönderen, konuşmacı, автор, отправитель, 発言者,
    送信者, 名前, 氏名, 发言人, 发送者, 发件人, 昵称, 보낸사람, 이름, 작성자
time: timestamp, date time, datetime, date and time, time stamp, sent at, sent, sent on, created at, created, created on, posted at, posted,
    published at, message date, date sent, sent date, created date, said at, spoken at, utc, ts, time utc, timestamp utc, zeitstempel, zeitpunkt,
    datum und uhrzeit, gesendet, gesendet am, erstellt, erstellt am, horodatage, date et heure, envoyé, envoyé le, fecha y hora, enviado, marca de
    tiempo, data e ora, inviato, data e hora, tijdstempel, datum en tijd, verzonden, tidsstempel, tidspunkt, sendt, tidsstämpel, skickat,
    aikaleima, znacznik czasu, zaman damgası, время, дата и время, 日時, 送信日時, 时间, 发送时间, 시간, 날짜시간
date: date, day, datum, tag, jour, fecha, data, dia, dato, päivä, päivämäärä, дата, tarih, 日付, 日期, 날짜
clock: time, hour, uhrzeit, zeit, heure, hora, ora, tijd, tid, klokkeslett, aika, godzina, čas, saat, 時刻, 時間, 시각
start: start, start time, starttime, begin, start s, start sec, start seconds, start ms, offset, start offset, timecode, time code, tc in, beginn,
    début, inicio, inizio
organisation: organisation, organization, org, company, company name, firm, employer, affiliation, partner, party, team, team name, tenant, side,
    organisationseinheit, firma, unternehmen, organisatie, bedrijf, société, entreprise, empresa, organización, organizzazione, azienda,
    organização, selskap, bedrift, virksomhed, företag, yritys, organizacja, şirket, организация, компания, 会社, 会社名, 所属, 公司, 组织, 회사, 소속
email: email, e mail, mail, email address, sender email, from email, user email, author email, e mail adresse, courriel, correo, e post
thread: thread, thread id, thread ts, parent, parent id, parent message id, reply to, reply to id, in reply to, conversation id, topic, topic id
id: id, message id, msg id, post id, uuid, guid, event id, comment id, key, nachrichten id
channel: channel, channel name, room, room name, chat, chat name, conversation, group, group name, stream, space, forum, meeting, meeting title,
    call, kanal, raum, salon, canal, sala, canale, chaîne, チャンネル, 频道
edited: edited, edited at, last edited, updated, updated at, modified, modified at, last modified, update time, bearbeitet, geändert, modifié,
    editado
"""
NAMES: Mapping[str, tuple[str, ...]] = {
    what: tuple(names.split(", ")) for what, _, names in (line.partition(": ") for line in _USUAL.strip().replace("\n    ", " ").split("\n"))
}
"""What a column holds -> its usual names, the surer first."""
_CALLED = {"clock": "time of day", "start": "time from the beginning", "id": "message's id", "edited": "time of the last change", "email": "address"}
_ONLY_WITHOUT_TIME = ("date", "clock", "start")


@dataclass(frozen=True, slots=True, kw_only=True)
class Columns:
    """Which column holds what."""

    of: Mapping[str, str] = field(default_factory=dict)
    """What it holds -> the column's name as the table writes it."""
    missing: tuple[str, ...] = ()
    """Names that the [[source]] gives and the table does not have."""

    def __contains__(self, what: str) -> bool:
        return what in self.of


def columns_of(header: Sequence[str], asked: Mapping[str, str], notes: Notes) -> Columns:
    """The columns that the [[source]] names, and for the rest those with usual names, which is said."""
    by_name = {_plain(name): name for name in reversed(header) if name.strip()}
    found: dict[str, str] = {}
    missing: list[str] = []
    for what, name in asked.items():
        exact = name if name in header else by_name.get(_plain(name))
        if exact is None and name.isdecimal() and 0 < int(name[:6]) <= len(header):
            exact = header[int(name[:6]) - 1]
        if exact is None:
            missing.append(name)
        else:
            found[what] = exact
    taken, guessed = set(found.values()), list[str]()
    for what, usual in NAMES.items():
        if what in found or (what in _ONLY_WITHOUT_TIME and "time" in found):
            continue
        usually = next((by_name[each] for each in map(_plain, usual) if each in by_name and by_name[each] not in taken), None)
        if usually is not None:
            found[what] = usually
            taken.add(usually)
            guessed.append(f"`{usually[:60]}` is the {_CALLED.get(what, what)}")
    if "clock" in found and "date" not in found and "time" not in found:
        found["time"] = found.pop("clock")
    if guessed and "text" in found:
        notes.guess(f"columns: {', '.join(guessed)}; `columns` in its [[source]] says otherwise")
    return Columns(of=found, missing=tuple(missing))


def _plain(name: str) -> str:
    """A name without case, points and dashes: `Sent_At`, `sentAt` and `sent at` are one."""
    apart = "".join(f" {sign}" if sign.isupper() and n and name[n - 1].islower() else sign for n, sign in enumerate(name[:80]))
    return " ".join(folded("".join(sign if sign.isalnum() else " " for sign in apart)).split())
