<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="de" sourcelanguage="en">
 <context>
  <name>AboutPage</name>
  <message>
   <source>Check</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Check this computer</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Copied</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Copy the report</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Engines, devices, memory, disk, models, settings, sound, camera and the last crash.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Looking… This takes a few seconds.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Parts and licences</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Runs models on this computer.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Without prompts, keys, names and home folders</source>
   <translation type="unfinished" />
  </message>
 </context>
 <context>
  <name>AnswerFooter</name>
  <message>
   <source>Continue</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Copy the answer</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Go on from where the answer ends</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Try again</source>
   <translation type="unfinished" />
  </message>
 </context>
 <context>
  <name>AnswerRow</name>
  <message>
   <source>Answer by %1</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Continue</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Interrupted.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Interrupted. What had arrived is kept.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Leave out the oldest messages</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Stopped before the first word.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Summarise the oldest messages</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Tektra</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>The answer could not be finished.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>The answer is empty.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>The answer went round in circles and was stopped.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Try again</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>What had arrived is kept. It can go on, or begin anew.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>the model</source>
   <translation type="unfinished" />
  </message>
 </context>
 <context>
  <name>Banner</name>
  <message>
   <source>Details</source>
   <translation type="unfinished" />
  </message>
 </context>
 <context>
  <name>BannerArea</name>
  <message>
   <source>1 chat could be recovered.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Another version of Tektra is still answering.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Cancel</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Chats cannot be saved.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Go back to the backup from {0}, {1}?</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Go back to the last backup?</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Keep these chats</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Later chats and answers leave the list. Today's database is kept in a file of its own.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>OK</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Restore</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Restore backup from {0}</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Restore the last backup</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Some settings were not understood.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Start</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Start Tektra's core first</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Start it to go on.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Starting Tektra's core…</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Tektra goes on without them.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Tektra's core could not be started.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Tektra's core stopped. Starting it again…</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Tektra's core was stopped.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>The chat database was damaged.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>The file that was in use before was kept.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>This window goes on as soon as that is done.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Try again</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Your chats are kept.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Your chats come from another copy of the database now.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>{0} The damaged file was kept.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>{0} chats could be recovered.</source>
   <translation type="unfinished" />
  </message>
 </context>
 <context>
  <name>ChatDelegate</name>
  <message>
   <source>Title of the chat</source>
   <translation type="unfinished" />
  </message>
 </context>
 <context>
  <name>ChatListModel</name>
  <message>
   <source>New chat</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Older</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Previous 7 days</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Today</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Yesterday</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>{0}, answering</source>
   <translation type="unfinished" />
  </message>
 </context>
 <context>
  <name>ChatListView</name>
  <message>
   <source>Chats</source>
   <translation type="unfinished" />
  </message>
 </context>
 <context>
  <name>ChatView</name>
  <message>
   <source>Opening the chat…</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Reply finished</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Reply interrupted</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Reply stopped</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Try again</source>
   <translation type="unfinished" />
  </message>
 </context>
 <context>
  <name>CodeBlock</name>
  <message>
   <source>Code, %1</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Copied</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Copy</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Copy this code</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Wrap</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>text</source>
   <translation type="unfinished" />
  </message>
 </context>
 <context>
  <name>ComparePane</name>
  <message>
   <source>Add an engine</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Add an engine first</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Add an engine or a model</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Ask once, and see what each answers, how fast it is, and how much memory it takes.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Compare</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Not while it runs, and six at most</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Nothing of it is stored.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Runs on this computer.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Same prompt, same sampling, one after the other. Differences are marked.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Tektra's core does not answer</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>The comparison has ended.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>There is no other engine or model</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Use {0} for {1}</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>What you write goes to {0}.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>all of them</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>this model</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>{0} answers with {1} from now on.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>{0} was quickest.</source>
   <translation type="unfinished" />
  </message>
 </context>
 <context>
  <name>ComparePlace</name>
  <message>
   <source>Compare models and engines</source>
   <translation type="unfinished" />
  </message>
 </context>
 <context>
  <name>Composer</name>
  <message>
   <source>Ask the next thing while it writes</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Message {0}</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Send</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Send (Enter)</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Stop</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Write a message</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Write something first</source>
   <translation type="unfinished" />
  </message>
 </context>
 <context>
  <name>CopyButton</name>
  <message>
   <source>Copied</source>
   <translation type="unfinished" />
  </message>
 </context>
 <context>
  <name>DesktopDesk</name>
  <message>
   <source>The answer could not be finished</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>The answer is there</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Zoom: {0} %</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>{0} cannot be taken here. Give the command “tektra quick” keys in the system's settings.</source>
   <translation type="unfinished" />
  </message>
 </context>
 <context>
  <name>DragHandle</name>
  <message>
   <source>Alt and Up or Down move it.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Drag to change the order, or press Alt with Up or Down</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Move {0}</source>
   <translation type="unfinished" />
  </message>
 </context>
 <context>
  <name>EmptyState</name>
  <message>
   <source>Draft a text</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Explain something</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Plan something</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Plan three days of walking in the mountains.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>What are we working on?</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Why is the sky dark at night?</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Work on code</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Write a Python function that merges two sorted lists.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Write a short note to thank a colleague for her help.</source>
   <translation type="unfinished" />
  </message>
 </context>
 <context>
  <name>EngineChoice</name>
  <message>
   <source>in use</source>
   <translation type="unfinished" />
  </message>
 </context>
 <context>
  <name>EngineFooter</name>
  <message>
   <source>Engine is down</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Engine is running</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Engine is starting</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>No engine is running; it starts with the first question</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>No model in memory</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>{0} GB</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>{0} of {1} GB</source>
   <translation type="unfinished" />
  </message>
 </context>
 <context>
  <name>EngineMenu</name>
  <message>
   <source>Answer with</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>As the settings say</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Looking which engines can…</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>The next answer comes from the engine that the settings name.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>The next answer comes from {0}.</source>
   <translation type="unfinished" />
  </message>
 </context>
 <context>
  <name>EngineTitle</name>
  <message>
   <source>Shows its settings below</source>
   <translation type="unfinished" />
  </message>
 </context>
 <context>
  <name>EnginesPage</name>
  <message>
   <source>Engines in their order</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Looking for engines…</source>
   <translation type="unfinished" />
  </message>
 </context>
 <context>
  <name>FigureLines</name>
  <message>
   <source>First token</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Memory</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Speed</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>{0} GB</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>{0} MB</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>{0} s</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>{0} tokens/s</source>
   <translation type="unfinished" />
  </message>
 </context>
 <context>
  <name>FileControl</name>
  <message>
   <source>Browse for {0}</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Browse…</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Choose a file</source>
   <translation type="unfinished" />
  </message>
 </context>
 <context>
  <name>Gallery</name>
  <message>
   <source>1,482 of 8,192</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>30 minutes</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>5 minutes</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>A refused value</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>A title that is much too long for its place</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Buttons</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Chat moved to the trash</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Context window</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Controls</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Dark</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Deque or list for a queue?</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Details</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Disabled</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Fields and texts</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Free some space, then try again.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Ghost</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>How far it is</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Icon buttons</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Keep in memory</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Light</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>New chat</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Off</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>On</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Other theme</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Primary</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Secondary</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Small buttons</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Start</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Start it to go on.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Switches and choices</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>System</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Tags and states</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Tektra gallery</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Tektra's core stopped. Starting it again…</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Tektra's core was stopped.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>The disk is full, so chats cannot be saved.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Theme</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Title</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Try again</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Undo</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Use a smaller model</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Your chats are kept.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>disabled</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>small</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>tokens</source>
   <translation type="unfinished" />
  </message>
 </context>
 <context>
  <name>GeneralPage</name>
  <message>
   <source>1 chat</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Back up</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Back up now</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Backups</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Cancel</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Chats that are newer than this leave the list. Today's database is kept aside.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Chats, backups, settings, keys and logs of Tektra. This cannot be undone.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Delete everything</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Delete everything now</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Delete…</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Done: {0}.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Everything was deleted. Tektra's core has ended.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Folder</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Go back to an earlier copy of your chats.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Looking…</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Makes a copy of all chats beside them.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Making a copy…</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Open</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Really restore</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Restore</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>The backup is in place. The database that was in use before was kept.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>There is no backup yet.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Type “{0}” to confirm</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Type: {0}</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Your data</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>{0} chats</source>
   <translation type="unfinished" />
  </message>
 </context>
 <context>
  <name>HardwarePage</name>
  <message>
   <source>Devices</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Looking…</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>No engine is installed that could tell what there is.</source>
   <translation type="unfinished" />
  </message>
 </context>
 <context>
  <name>Header</name>
  <message>
   <source>Answer with another engine</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Compare models and engines</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Loading…</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Show the sidebar</source>
   <translation type="unfinished" />
  </message>
 </context>
 <context>
  <name>KeyRecorder</name>
  <message>
   <source>None</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Press the new keys…</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Press to choose other keys. Esc leaves it, Backspace takes the keys away.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Shortcut for {0}: {1}</source>
   <translation type="unfinished" />
  </message>
 </context>
 <context>
  <name>LinkQuestion</name>
  <message>
   <source>Copy address</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Open</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Open link</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Open this link outside of Tektra?</source>
   <translation type="unfinished" />
  </message>
 </context>
 <context>
  <name>LocalOnlyRow</name>
  <message>
   <source>Local only</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>No text, picture or sound goes to another machine</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Questions may go to another machine, where a model is there</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Set by the variable {0}</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Tektra's core is away; it cannot be changed now</source>
   <translation type="unfinished" />
  </message>
 </context>
 <context>
  <name>MainWindow</name>
  <message>
   <source>Choose a model first</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Copy the question</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Install a model first</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Model files (*.gguf *.GGUF)</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Open a model file</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>That text has {0} characters; a question can hold {1}.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>{0} is in the list of models now. Its file stays where it is.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>{0} is not a model file. Tektra opens GGUF files, whose names end in .gguf.</source>
   <translation type="unfinished" />
  </message>
 </context>
 <context>
  <name>MessageList</name>
  <message>
   <source>Jump to the end</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Messages</source>
   <translation type="unfinished" />
  </message>
 </context>
 <context>
  <name>ModelButton</name>
  <message>
   <source>Model: {0}</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Models are being looked up</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>No model</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>No model is chosen</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>{0}. Choose a model</source>
   <translation type="unfinished" />
  </message>
 </context>
 <context>
  <name>ModelPicker</name>
  <message>
   <source>Models</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>No model is installed.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Open a model file…</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Use a GGUF file that is on this computer, where it lies</source>
   <translation type="unfinished" />
  </message>
 </context>
 <context>
  <name>ModelRowButton</name>
  <message>
   <source>in use</source>
   <translation type="unfinished" />
  </message>
 </context>
 <context>
  <name>Navigation</name>
  <message>
   <source>Find a setting</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Nothing has that name.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Pages</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Settings</source>
   <translation type="unfinished" />
  </message>
 </context>
 <context>
  <name>NoModelPage</name>
  <message>
   <source>Look again</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Look for installed models again</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>No model is installed yet</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Open a model file…</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Tektra answers with a language model that runs on this computer. There are two ways to get one:</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Use a GGUF file that is on this computer</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>• Start Tektra with “make run”: it installs SmolLM2, a small model of 94 MB.
• Open a GGUF file that you already have, or drop it on this window. It is used where it lies.</source>
   <translation type="unfinished" />
  </message>
 </context>
 <context>
  <name>NoteLine</name>
  <message>
   <source>Runs on this computer. Nothing leaves it.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>What you write goes to {0}.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Your question is sent as soon as Tektra's core is ready.</source>
   <translation type="unfinished" />
  </message>
 </context>
 <context>
  <name>OllamaSection</name>
  <message>
   <source>Fetch</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Fetch a model</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>For instance llama3.2:1b</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Hand a model over</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Hand over</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>How far it is</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>It has no models that Tektra can see.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Its models</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Model to hand over</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Name of a model to fetch</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Ollama copies the file of a model that Tektra has.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Ollama downloads it from its library.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Stop</source>
   <translation type="unfinished" />
  </message>
 </context>
 <context>
  <name>PairColumn</name>
  <message>
   <source>Answer of {0}</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Copy the answer</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Figures of {0}</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>It answered without a word.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>It was not asked.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>More</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>More about {0}</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Remove</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Stopped.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>The others come first.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Use this engine for this model</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>failed</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>loading</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>quickest</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>stopped</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>writing</source>
   <translation type="unfinished" />
  </message>
 </context>
 <context>
  <name>PastedChip</name>
  <message>
   <source>Pasted text, {0} characters</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Remove the pasted text</source>
   <translation type="unfinished" />
  </message>
 </context>
 <context>
  <name>PrivacyPage</name>
  <message>
   <source>Clear the list</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Connections</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Look again</source>
   <translation type="unfinished" />
  </message>
 </context>
 <context>
  <name>PromptBubble</name>
  <message>
   <source>Your question</source>
   <translation type="unfinished" />
  </message>
 </context>
 <context>
  <name>PromptEdit</name>
  <message>
   <source>Message</source>
   <translation type="unfinished" />
  </message>
 </context>
 <context>
  <name>PromptRow</name>
  <message>
   <source>Copy your message</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Picture: {}</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Sound: {}</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Your message</source>
   <translation type="unfinished" />
  </message>
 </context>
 <context>
  <name>ProviderFields</name>
  <message>
   <source>A key is kept; type to replace it</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Address</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>All that it lists</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Cancel</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Key</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Models</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Name</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Paste the key</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Save</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Speaks like</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Use this provider</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Which dialect it speaks</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>https://{0} if left empty</source>
   <translation type="unfinished" />
  </message>
 </context>
 <context>
  <name>ProvidersSection</name>
  <message>
   <source>Add a provider</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>No provider yet. Keys are kept in the system's keyring.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Providers</source>
   <translation type="unfinished" />
  </message>
 </context>
 <context>
  <name>QuickAsk</name>
  <message>
   <source>Ask anything</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Ask something else</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Ask {0} anything</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Enter asks, Esc closes.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Open in Tektra</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Quick question</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Tektra is starting; your question is sent as soon as it is there.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Your question</source>
   <translation type="unfinished" />
  </message>
 </context>
 <context>
  <name>ReorderCard</name>
  <message>
   <source>{0} is now {1} of {2}</source>
   <translation type="unfinished" />
  </message>
 </context>
 <context>
  <name>SettingRow</name>
  <message>
   <source>Reset to the default</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Reset {0}</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Set by the variable {0}; change it there.</source>
   <translation type="unfinished" />
  </message>
 </context>
 <context>
  <name>SettingsButton</name>
  <message>
   <source>Open the settings</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Settings</source>
   <translation type="unfinished" />
  </message>
 </context>
 <context>
  <name>SettingsWindow</name>
  <message>
   <source>A file of settings cannot be read, so what was understood before still counts.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>And {0} more.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Mend the lines; Tektra reads them again by itself.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Open the file</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Settings</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Settings can be changed again as soon as it is there.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Settings can be changed while it runs.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Some settings have mistakes; all others count.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Start</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Tektra's core does not run.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Waiting for Tektra's core…</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>line</source>
   <translation type="unfinished" />
  </message>
 </context>
 <context>
  <name>ShortcutsPage</name>
  <message>
   <source>Reset all shortcuts</source>
   <translation type="unfinished" />
  </message>
 </context>
 <context>
  <name>Sidebar</name>
  <message>
   <source>Chat moved to the trash</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Delete</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Hide the sidebar</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>New chat</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>No chats yet. What you ask is kept here.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Rename</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Sidebar</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Start a new chat</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Undo</source>
   <translation type="unfinished" />
  </message>
 </context>
 <context>
  <name>TableView</name>
  <message>
   <source>Table</source>
   <translation type="unfinished" />
  </message>
 </context>
 <context>
  <name>ThoughtLine</name>
  <message>
   <source>Show or hide what the model thought</source>
   <translation type="unfinished" />
  </message>
 </context>
 <context>
  <name>ThoughtView</name>
  <message>
   <source>Thought for {0} s</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Thoughts</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>What the model thought</source>
   <translation type="unfinished" />
  </message>
 </context>
 <context>
  <name>Tray</name>
  <message>
   <source>New chat</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Open Tektra</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Quick question</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Quit</source>
   <translation type="unfinished" />
  </message>
 </context>
 <context>
  <name>_RowLine</name>
  <message>
   <source>Load {0} now</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Take {0} out of memory</source>
   <translation type="unfinished" />
  </message>
 </context>
 <context>
  <name>model_words</name>
  <message>
   <source>Failed to load</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Loaded</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Loading</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Loading…</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Not available</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Ready to load</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>{0} tokens of context</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>{0} tokens/s here</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>{0}, {1} of memory</source>
   <translation type="unfinished" />
  </message>
 </context>
 <context>
  <name>settings</name>
  <message>
   <source>A PEM file of certificates that are trusted beside the system's.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Accent</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Address</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>An icon in the tray; closing the window then leaves Tektra there.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Answers at once</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Answers that may wait for one model.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Answers that one model writes at once.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Certificates</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Chats</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Choose the model</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Choose the model; empty for no shortcut.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Compare models and engines</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Compare models and engines; empty for no shortcut.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Context window</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Delete the chat</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Delete the chat; empty for no shortcut.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Desktop</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Device</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Disk for what engines have read of chats, in MiB; 0 keeps nothing.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Disk for what was read</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Everything as large as at first</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Everything as large as at first; empty for no shortcut.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Everything larger</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Everything larger; empty for no shortcut.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Everything smaller</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Everything smaller; empty for no shortcut.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Flash attention</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Flash attention; automatic (auto) is on wherever the engine can.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Go to the next part of the window</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Go to the next part of the window; empty for no shortcut.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Guess ahead</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Guessing several tokens ahead where that is measured to pay.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>High contrast</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>How keys are kept; smaller types save memory.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>How long a core that was started by a window stays after its last client; the file has it in seconds.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>How long an idle model stays in memory; the file has it in seconds.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>How much the log files tell.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>How values are kept; the quantised types need flash attention.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>How wide the column of messages may get.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Icon in the tray</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Keep in memory</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Keep weights in memory</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Keys for the quick question</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Keys that open the quick question from anywhere, where the system allows that; empty for none. Elsewhere give the command “tektra quick” keys in the system's own settings.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Language</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Layers on the graphics card</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Layers on the graphics card; -1 is all of them.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Layers on the graphics card; -1 lets the engine choose.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Local only</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Log level</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Longest prompt</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Map weights from the file</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Memory for models</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Memory for models, in MiB; 0 is what the machine has free.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Model of new chats</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Models</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Models in memory</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Models in memory at the same time.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Network</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>New chat</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>New chat; empty for no shortcut.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>No text, picture or sound goes to another machine.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Notifications show how the answer begins; others may see it on a locked screen.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Notify when an answer ends</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Open a model file</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Open a model file; empty for no shortcut.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Order of engines</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Preset of new chats</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Program</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Prompt tokens that are read in one step.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Proxy</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Quantise weights while loading, such as 4 or q8_0; empty takes them as they are.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Quantise while loading</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Read while typing</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Reduce motion</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Rename the chat</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Rename the chat; empty for no shortcut.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Say when an answer ends while the window is not in front.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Settings</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Settings; empty for no shortcut.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Show or hide the sidebar</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Show or hide the sidebar; empty for no shortcut.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Show the answer in notifications</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Start with</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Stay after the window closes</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Stay awake while answering</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Step size</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Stop the answer</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Stop the answer; empty for no shortcut.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Text size</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>The address of the Ollama server; empty goes by OLLAMA_HOST, as Ollama itself does.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>The colour of buttons, marks and links.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>The colours of the window.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>The computer does not go to sleep by itself while an answer is being written.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>The language of the window, and how it writes dates and numbers.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>The largest context window in tokens; less where the model has less.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>The longest prompt, in bytes.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>The model of new chats, by id or alias.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>The most tokens of a conversation that are sent; less where the model has less.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>The order in which engines are tried for models without a preference.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>The path of the program mistralrs or mistralrs-server; empty looks for it, then for the Python package.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>The preset of new chats.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>The proxy for connections to other machines; empty takes the system's, none uses none.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>The size of everything in the window; its window opens anew at once, where it was.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>The size of the text in chats.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Theme</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Threads</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Threads that compute; automatic (0) lets the engine choose.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Threads that compute; automatic (0) takes all cores but one, which the window keeps.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Type of kept keys</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Type of kept values</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Use this engine</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Waiting answers</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>What computes: automatic (auto) lets the engine choose, processor (cpu) keeps off the graphics card.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>What computes: automatic (auto) lets the engine choose, the processor (cpu) keeps off the graphics card, cuda, metal, rocm and vulkan take the cards of that kind, and a device's name takes that one.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>What computes: automatic (auto) takes the graphics card (gpu) if there is one, processor (cpu) keeps off it.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>What the window shows at its start: the last chat (last), or a new chat (new).</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>When a chat gets too long</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>When a chat outgrows the model's context window: refuse says so with the numbers, drop leaves the oldest turns out, summarise lets the model sum them up. The stored chat stays whole.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Whether lines and muted words are as strong as text.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Whether models on other machines may be used.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Whether the model reads what is being typed before it is sent, so that it answers sooner. Rests on battery; never for models on other machines.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Whether the window moves things as little as it can.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Whether this engine may be used.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Whether weights are kept from being swapped out.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Whether weights are mapped from the file and not copied.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Width of messages</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Window</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Zoom</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>cloud</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>llama_cpp</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>mistral_rs</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>mlx</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>ollama</source>
   <translation type="unfinished" />
  </message>
 </context>
 <context>
  <name>settings_words</name>
  <message>
   <source> It said: “{0}”</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>1 day</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>1 hour</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>1 minute</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>1 model</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>1 problem</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>1 warning</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>A conversation, for an answer</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>A model's file</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>A name has letters, digits, - and _, 40 at most.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>A new chat</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>About</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Add</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Another provider has this name.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Appearance</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>As OLLAMA_HOST says</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>As the system</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>As the system says</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>As they are</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Asked to fetch a model</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Asked to load or remove a model</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Asked whether it is there</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>At its best on Apple silicon.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>At once</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Automatic</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Back up and restore</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Blue</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Camera</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Chat</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Check this computer</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Cloud providers</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Colours, size of text and motion. Changes show at once.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Connections</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Connections of this program, newest first</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Control before</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Core</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Crashes</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Dark</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Data folder</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Debug</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Delete</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Delete everything</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Devices</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Disk</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Drop</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Edit</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Engines</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>English</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Error</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Everything that was looked at is well.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Found by itself</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>General</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>German</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Graphics card</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Graphite</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Hardware</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>How</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>How questions are read and answered.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Info</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>It is not installed</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Language, what opens at the start, and where your data lies.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Leave name, password and ?… out of the address; the key has a field of its own.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Licence</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Licence of {0}</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Light</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Loading a model and asking it something…</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Loading a model and asking it something… {0} s</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Look again</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Memory</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Models</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Models and engines</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Narrow</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>New line</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Next control</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>No connection was made, and none was wanted.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>None to another machine</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Normal</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Off</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Ollama models</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>On</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Only the system's</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Orange</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Order of engines</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Outcome</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Parts and licences</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Press a shortcut to give it other keys.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Privacy</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Processor</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Really delete</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Really remove</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Refuse</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Remove</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Reset {0}</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Saved.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Saved. Applies to the next answer.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Saved. Applies with the next load of a model.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Saved. Restart Tektra to use it.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Send</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Set by the variable {0}; change it there.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Settings</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Shortcuts</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Sound</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Summarise</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Teal</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Test</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Testing…</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Texts, for vectors</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>The address begins with https:// or http:// and names a host.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>The first engine in your order that can do what a question needs answers it. Until you set an order, the speed that was measured here counts too. Drag to set it.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>The last chat</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>This program, its parts, and how it is doing on this computer.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Times</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Use {0}</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Violet</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Warning</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>What can compute here, and how much of it models may take.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>What may leave this computer, and what did.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>When</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Where</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Why</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Wide</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>You pressed Test</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>a key</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>blocked</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>blocked by Local only</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>built in</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>built-in graphics</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>busy</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>does not work</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>editing text</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>failed</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>first token {0} s</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>going on</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>good</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>graphics card</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>loaded in {0} s</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>made</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>no key</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>not installed</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>not known</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>not running</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>not set up</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>not tested</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>off</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>pictures</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>problem</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>processor</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>ready</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>sound</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>starts on first use</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>text</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>thinking</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>too old</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>tools</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>vectors</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>video</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>warning</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>works</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>works, with a warning</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>{0} (this computer)</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>{0} blocked</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>{0} days</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>{0} hours</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>{0} is needed for: {1}.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>{0} is taken by “{1}”. Give that one other keys first.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>{0} is there.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>{0} minutes</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>{0} models</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>{0} of {1} GB free</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>{0} on this computer</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>{0} problems</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>{0} px</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>{0} seconds</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>{0} to other machines</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>{0} tokens/s</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>{0} tokens/s measured</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>{0} warnings</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>{0} was stopped. What had arrived is kept for the next time.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>{0} with {1}</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>{0}, with {1}.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>{0}: starting…</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>{0}: {1}, {2} of {3}</source>
   <translation type="unfinished" />
  </message>
 </context>
</TS>
