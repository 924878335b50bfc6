<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en" sourcelanguage="en">
 <context>
  <name>Announcer</name>
  <message numerus="yes">
   <source>Table with %n row(s).</source>
   <translation>
    <numerusform>Table with %n row.</numerusform>
    <numerusform>Table with %n rows.</numerusform>
   </translation>
  </message>
 </context>
 <context>
  <name>ChatListModel</name>
  <message numerus="yes">
   <source>%n chat(s)</source>
   <translation>
    <numerusform>%n chat</numerusform>
    <numerusform>%n chats</numerusform>
   </translation>
  </message>
 </context>
 <context>
  <name>FileChip</name>
  <message numerus="yes">
   <source>%n pages</source>
   <translation>
    <numerusform>%n page</numerusform>
    <numerusform>%n pages</numerusform>
   </translation>
  </message>
 </context>
 <context>
  <name>FilesDesk</name>
  <message numerus="yes">
   <source>%n files removed.</source>
   <translation>
    <numerusform>%n file removed.</numerusform>
    <numerusform>%n files removed.</numerusform>
   </translation>
  </message>
 </context>
 <context>
  <name>FullNotice</name>
  <message numerus="yes">
   <source>The model will sum up the oldest %n messages first: its window is full.</source>
   <translation>
    <numerusform>The model will sum up the oldest %n message first: its window is full.</numerusform>
    <numerusform>The model will sum up the oldest %n messages first: its window is full.</numerusform>
   </translation>
  </message>
  <message numerus="yes">
   <source>The oldest %n messages will not be read: the model's window is full.</source>
   <translation>
    <numerusform>The oldest %n message will not be read: the model's window is full.</numerusform>
    <numerusform>The oldest %n messages will not be read: the model's window is full.</numerusform>
   </translation>
  </message>
 </context>
 <context>
  <name>QueueRow</name>
  <message numerus="yes">
   <source>%n files</source>
   <translation>
    <numerusform>%n file</numerusform>
    <numerusform>%n files</numerusform>
   </translation>
  </message>
 </context>
 <context>
  <name>QueueStrip</name>
  <message numerus="yes">
   <source>%n questions are sent when this answer is there</source>
   <translation>
    <numerusform>%n question is sent when this answer is there</numerusform>
    <numerusform>%n questions are sent when this answer is there</numerusform>
   </translation>
  </message>
  <message numerus="yes">
   <source>%n questions wait for you</source>
   <translation>
    <numerusform>%n question waits for you</numerusform>
    <numerusform>%n questions wait for you</numerusform>
   </translation>
  </message>
 </context>
 <context>
  <name>TableView</name>
  <message numerus="yes">
   <source>%n more column(s) are not shown.</source>
   <translation>
    <numerusform>%n more column is not shown.</numerusform>
    <numerusform>%n more columns are not shown.</numerusform>
   </translation>
  </message>
 </context>
 <context>
  <name>TrashPage</name>
  <message numerus="yes">
   <source>%n chat(s) deleted for good</source>
   <translation>
    <numerusform>%n chat deleted for good</numerusform>
    <numerusform>%n chats deleted for good</numerusform>
   </translation>
  </message>
  <message numerus="yes">
   <source>%n day(s) left</source>
   <translation>
    <numerusform>%n day left</numerusform>
    <numerusform>%n days left</numerusform>
   </translation>
  </message>
  <message numerus="yes">
   <source>Really delete %n chat(s) for good</source>
   <translation>
    <numerusform>Really delete %n chat for good</numerusform>
    <numerusform>Really delete %n chats for good</numerusform>
   </translation>
  </message>
 </context>
 <context>
  <name>_ChatsPage</name>
  <message numerus="yes">
   <source>%n message(s)</source>
   <translation>
    <numerusform>%n message</numerusform>
    <numerusform>%n messages</numerusform>
   </translation>
  </message>
 </context>
 <context>
  <name>transfer_words</name>
  <message numerus="yes">
   <source>%n chat(s)</source>
   <translation>
    <numerusform>%n chat</numerusform>
    <numerusform>%n chats</numerusform>
   </translation>
  </message>
  <message numerus="yes">
   <source>%n chat(s) exported</source>
   <translation>
    <numerusform>%n chat exported</numerusform>
    <numerusform>%n chats exported</numerusform>
   </translation>
  </message>
  <message numerus="yes">
   <source>%n chat(s) imported</source>
   <translation>
    <numerusform>%n chat imported</numerusform>
    <numerusform>%n chats imported</numerusform>
   </translation>
  </message>
  <message numerus="yes">
   <source>%n message(s)</source>
   <translation>
    <numerusform>%n message</numerusform>
    <numerusform>%n messages</numerusform>
   </translation>
  </message>
  <message numerus="yes">
   <source>%n of them is/are here already and will be left out.</source>
   <translation>
    <numerusform>%n of them is here already and will be left out.</numerusform>
    <numerusform>%n of them are here already and will be left out.</numerusform>
   </translation>
  </message>
  <message numerus="yes">
   <source>Nothing new: %n chat(s) was/were here already.</source>
   <translation>
    <numerusform>Nothing new: %n chat was here already.</numerusform>
    <numerusform>Nothing new: %n chats were here already.</numerusform>
   </translation>
  </message>
 </context>
</TS>
