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
   <source>None</source>
   <translation>Keine</translation>
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
