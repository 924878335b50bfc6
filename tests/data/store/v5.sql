PRAGMA user_version=5;
BEGIN TRANSACTION;
CREATE TABLE assistants (
        id TEXT NOT NULL PRIMARY KEY,
        name TEXT NOT NULL,
        picture TEXT NOT NULL DEFAULT '',
        system_prompt TEXT NOT NULL DEFAULT '',
        model_id TEXT,
        preset TEXT,
        sampling TEXT NOT NULL DEFAULT '{}'
    );
CREATE TABLE attachments (
        seq INTEGER PRIMARY KEY,
        message_id TEXT NOT NULL REFERENCES messages (id) ON DELETE CASCADE,
        position INTEGER NOT NULL,
        kind TEXT NOT NULL,
        media_type TEXT NOT NULL,
        name TEXT NOT NULL,
        size INTEGER NOT NULL,
        sha256 TEXT NOT NULL REFERENCES files (sha256),
        UNIQUE (message_id, position)
    );
INSERT INTO "attachments" VALUES(1,'01a1fe74941d7577bfcfa62e1edf34a2',0,'image','image/png','sky.png',69,'b1ff9c8ea3a780bad09b346c423d2d0e46815926879b18e841d928376a946640');
CREATE TABLE chats (
        id TEXT NOT NULL PRIMARY KEY,
        title TEXT NOT NULL DEFAULT '',
        model_id TEXT,
        created_at REAL NOT NULL,
        updated_at REAL NOT NULL,
        deleted_at REAL
    , pinned INTEGER NOT NULL DEFAULT 0, folder_id TEXT REFERENCES folders (id) ON DELETE SET NULL, archived_at REAL, temporary INTEGER NOT NULL DEFAULT 0, unread INTEGER NOT NULL DEFAULT 0, title_source TEXT NOT NULL DEFAULT 'prompt', leaf_id TEXT, options TEXT NOT NULL DEFAULT '{}', imported_id TEXT);
INSERT INTO "chats" VALUES('01a1fe74941c7478bcf0d7c188b40c50','Why is the sky blue? 🌌','smollm2-135m',1790000001.0,1790000004.0,NULL,1,'01a1fe74943000000000000000000001',NULL,0,0,'person',NULL,'{}',NULL);
INSERT INTO "chats" VALUES('01a1fe74942076f6ae328dfb545e5f64','deleted','echo',1790000005.0,1790000006.0,1790000007.0,0,NULL,NULL,0,0,'prompt',NULL,'{}',NULL);
INSERT INTO "chats" VALUES('01a1fe74942378f2871041450103cec6','cut off','echo',1790000008.0,1790000008.0,NULL,0,NULL,NULL,0,0,'prompt',NULL,'{}',NULL);
CREATE TABLE drafts (chat_id TEXT NOT NULL PRIMARY KEY, text TEXT NOT NULL);
INSERT INTO "drafts" VALUES('01a1fe74941c7478bcf0d7c188b40c50','not sent yet');
CREATE TABLE files (
        sha256 TEXT NOT NULL PRIMARY KEY,
        bytes BLOB NOT NULL
    );
INSERT INTO "files" VALUES('b1ff9c8ea3a780bad09b346c423d2d0e46815926879b18e841d928376a946640',X'89504E470D0A1A0A0000000D4948445200000001000000010802000000907753DE0000000C49444154789C63F8CFC0000003010100C9FE92EF0000000049454E44AE426082');
CREATE TABLE folders (
        id TEXT NOT NULL PRIMARY KEY,
        name TEXT NOT NULL,
        position INTEGER NOT NULL
    );
INSERT INTO "folders" VALUES('01a1fe74943000000000000000000001','Physics',0);
CREATE TABLE journal (
        seq INTEGER PRIMARY KEY,
        message_id TEXT NOT NULL REFERENCES messages (id),
        text TEXT NOT NULL
    , thinking INTEGER NOT NULL DEFAULT 0);
INSERT INTO "journal" VALUES(1,'01a1fe74942271e691a1f81f0042b66d','one ',0);
INSERT INTO "journal" VALUES(2,'01a1fe74942271e691a1f81f0042b66d','two',0);
CREATE VIRTUAL TABLE message_words USING fts5(text, content='messages', content_rowid='seq',
        tokenize='unicode61 remove_diacritics 2', prefix='1 2');
CREATE TABLE messages (
        seq INTEGER PRIMARY KEY,
        id TEXT NOT NULL UNIQUE,
        chat_id TEXT NOT NULL REFERENCES chats (id),
        parent_id TEXT REFERENCES messages (id),
        role TEXT NOT NULL,
        text TEXT NOT NULL,
        status TEXT NOT NULL,
        created_at REAL NOT NULL,
        deleted_at REAL,
        model_id TEXT,
        model_name TEXT NOT NULL DEFAULT '',
        backend TEXT,
        prompt_tokens INTEGER,
        reused_tokens INTEGER,
        completion_tokens INTEGER,
        first_token_s REAL,
        tokens_per_s REAL,
        stop_reason TEXT,
        error TEXT
    , thinking TEXT NOT NULL DEFAULT '', thinking_s REAL, context_policy TEXT, kept_from TEXT, note TEXT NOT NULL DEFAULT '', edited_at REAL);
INSERT INTO "messages" VALUES(1,'01a1fe74941d7577bfcfa62e1edf34a2','01a1fe74941c7478bcf0d7c188b40c50',NULL,'user','Why is the sky blue? 🌌
שלום','complete',1790000001.0,NULL,NULL,'',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,'',NULL,NULL,NULL,'',NULL);
INSERT INTO "messages" VALUES(2,'01a1fe74941b7b1c984e415acd602776','01a1fe74941c7478bcf0d7c188b40c50','01a1fe74941d7577bfcfa62e1edf34a2','assistant','Because of Rayleigh scattering.','complete',1790000001.0,NULL,'smollm2-135m','SmolLM2 135M','llama_cpp',31,0,7,0.4,55.5,'finished',NULL,'',NULL,NULL,NULL,'',NULL);
INSERT INTO "messages" VALUES(3,'01a1fe74941e72318cddb7bfd55098c9','01a1fe74941c7478bcf0d7c188b40c50','01a1fe74941d7577bfcfa62e1edf34a2','assistant','It''s ''blue''.','failed',1790000003.0,NULL,'echo','',NULL,NULL,NULL,NULL,NULL,NULL,'failed','{"code": "worker_died", "message": "The engine ended.", "hint": "", "detail": "", "params": {}}','',NULL,NULL,NULL,'',NULL);
INSERT INTO "messages" VALUES(4,'01a1fe74942175f1be4bb28b08d9995c','01a1fe74942076f6ae328dfb545e5f64',NULL,'user','deleted','complete',1790000005.0,NULL,NULL,'',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,'',NULL,NULL,NULL,'',NULL);
INSERT INTO "messages" VALUES(5,'01a1fe74941f7130af9fcd02a6189955','01a1fe74942076f6ae328dfb545e5f64','01a1fe74942175f1be4bb28b08d9995c','assistant','','stopped',1790000005.0,NULL,'echo','',NULL,NULL,NULL,NULL,NULL,NULL,'stopped',NULL,'',NULL,NULL,NULL,'',NULL);
INSERT INTO "messages" VALUES(6,'01a1fe7494247770ba01f063c207314f','01a1fe74942378f2871041450103cec6',NULL,'user','cut off','complete',1790000008.0,NULL,NULL,'',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,'',NULL,NULL,NULL,'',NULL);
INSERT INTO "messages" VALUES(7,'01a1fe74942271e691a1f81f0042b66d','01a1fe74942378f2871041450103cec6','01a1fe7494247770ba01f063c207314f','assistant','','streaming',1790000008.0,NULL,'echo','Echo','echo',NULL,NULL,NULL,NULL,NULL,NULL,NULL,'',NULL,NULL,NULL,'',NULL);
CREATE TABLE model_options (model_id TEXT NOT NULL PRIMARY KEY, options TEXT NOT NULL);
CREATE TABLE saved_prompts (
        id TEXT NOT NULL PRIMARY KEY,
        name TEXT NOT NULL UNIQUE,
        text TEXT NOT NULL
    );
INSERT INTO "saved_prompts" VALUES('01a1fe74943000000000000000000002','short','Answer in one sentence: {{question}}');
CREATE TABLE summaries (
        message_id TEXT NOT NULL PRIMARY KEY REFERENCES messages (id) ON DELETE CASCADE,
        text TEXT NOT NULL
    );
CREATE VIRTUAL TABLE title_words USING fts5(title, chat_id UNINDEXED,
        tokenize='unicode61 remove_diacritics 2', prefix='1 2');
CREATE TABLE tool_grants (name TEXT NOT NULL PRIMARY KEY, granted_at REAL NOT NULL);
CREATE TABLE tool_uses (
        seq INTEGER PRIMARY KEY,
        id TEXT NOT NULL,
        message_id TEXT NOT NULL REFERENCES messages (id) ON DELETE CASCADE,
        at INTEGER NOT NULL,
        name TEXT NOT NULL,
        arguments TEXT NOT NULL,
        status TEXT NOT NULL,
        result TEXT NOT NULL DEFAULT '',
        UNIQUE (message_id, id)
    );
INSERT INTO "tool_uses" VALUES(1,'t1','01a1fe74941b7b1c984e415acd602776',0,'echo','{}','done','{}');
INSERT INTO message_words (message_words) VALUES ('rebuild');
INSERT INTO title_words (title, chat_id) SELECT title, id FROM chats;
CREATE INDEX attachments_of_file ON attachments (sha256);
CREATE INDEX chats_imported ON chats (imported_id);
CREATE INDEX chats_listed ON chats (updated_at) WHERE deleted_at IS NULL;
CREATE INDEX chats_of_folder ON chats (folder_id);
CREATE INDEX journal_of_message ON journal (message_id);
CREATE TRIGGER last_attachment_gone AFTER DELETE ON attachments
        WHEN NOT EXISTS (SELECT 1 FROM attachments WHERE sha256 = OLD.sha256)
        BEGIN DELETE FROM files WHERE sha256 = OLD.sha256; END;
CREATE TRIGGER message_words_added AFTER INSERT ON messages
        BEGIN INSERT INTO message_words (rowid, text) VALUES (NEW.seq, NEW.text); END;
CREATE TRIGGER message_words_changed AFTER UPDATE OF text ON messages WHEN OLD.text IS NOT NEW.text
        BEGIN
            INSERT INTO message_words (message_words, rowid, text) VALUES ('delete', OLD.seq, OLD.text);
            INSERT INTO message_words (rowid, text) VALUES (NEW.seq, NEW.text);
        END;
CREATE TRIGGER message_words_removed AFTER DELETE ON messages
        BEGIN INSERT INTO message_words (message_words, rowid, text) VALUES ('delete', OLD.seq, OLD.text); END;
CREATE INDEX messages_deleted ON messages (deleted_at) WHERE deleted_at IS NOT NULL;
CREATE INDEX messages_of_chat ON messages (chat_id, deleted_at);
CREATE INDEX messages_of_parent ON messages (parent_id);
CREATE INDEX messages_unfinished ON messages (status) WHERE status IN ('waiting', 'streaming');
CREATE TRIGGER title_words_added AFTER INSERT ON chats
        BEGIN INSERT INTO title_words (title, chat_id) VALUES (NEW.title, NEW.id); END;
CREATE TRIGGER title_words_changed AFTER UPDATE OF title ON chats WHEN OLD.title IS NOT NEW.title
        BEGIN UPDATE title_words SET title = NEW.title WHERE chat_id = NEW.id; END;
CREATE TRIGGER title_words_removed AFTER DELETE ON chats
        BEGIN DELETE FROM title_words WHERE chat_id = OLD.id; END;
COMMIT;
