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
  <name>TableView</name>
  <message numerus="yes">
   <source>%n more column(s) are not shown. Copying the answer takes all of them.</source>
   <translation>
    <numerusform>%n more column are not shown. Copying the answer takes all of them.</numerusform>
    <numerusform>%n more columns are not shown. Copying the answer takes all of them.</numerusform>
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
 </context>
</TS>
