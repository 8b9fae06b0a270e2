-- The register double: the preliminary base (art. 225e of the Act on foreigners), what entered a register
-- (art. 428(1)(2)), and what MOS is to be told of it. Run at every start.

CREATE SEQUENCE IF NOT EXISTS register_number;

-- What was taken over from the connector, once per message whatever is replayed
CREATE TABLE IF NOT EXISTS taken (
    message_id uuid PRIMARY KEY,
    stream_seq bigint NOT NULL,
    hash text NOT NULL,
    register_ref text NOT NULL,
    at timestamptz NOT NULL DEFAULT now()
);

-- What MOS is to be told; the connector fetches it, and `settled_at` says that it has it
CREATE TABLE IF NOT EXISTS news (
    number bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    message_id uuid NOT NULL UNIQUE,
    case_id uuid NOT NULL,
    kind text NOT NULL,
    body jsonb NOT NULL,
    at timestamptz NOT NULL DEFAULT now(),
    settled_at timestamptz,
    refused text NOT NULL DEFAULT ''
);
CREATE INDEX IF NOT EXISTS news_to_tell ON news (number) WHERE settled_at IS NULL;

CREATE TABLE IF NOT EXISTS news_file (
    message_id uuid NOT NULL REFERENCES news (message_id),
    name text NOT NULL,
    content bytea NOT NULL,
    PRIMARY KEY (message_id, name)
);

-- One record per application; `base` says whether it has left the preliminary base
CREATE TABLE IF NOT EXISTS record (
    case_id uuid PRIMARY KEY,
    register_ref text NOT NULL UNIQUE,
    message_id uuid NOT NULL UNIQUE,
    base text NOT NULL DEFAULT 'preliminary' CHECK (base IN ('preliminary', 'd', 'e', 'f')),
    state text NOT NULL DEFAULT 'filed',
    procedure text NOT NULL,
    register text NOT NULL CHECK (register IN ('d', 'e', 'f')), -- which its data enter
    form text NOT NULL,
    form_version text NOT NULL,
    office text NOT NULL,
    signer jsonb NOT NULL,
    payload jsonb NOT NULL,
    questions jsonb NOT NULL,
    signed_digest text NOT NULL,
    payload_digest text NOT NULL,
    search text NOT NULL,
    case_number text,
    officer text,
    received_at timestamptz NOT NULL DEFAULT now(),
    entered_at timestamptz,
    CHECK ((base = 'preliminary') = (entered_at IS NULL))
);
-- What MOS noted about a signature that does not prove by its number who signed (art. 106d)
ALTER TABLE record ADD COLUMN IF NOT EXISTS note jsonb;

CREATE TABLE IF NOT EXISTS document (
    case_id uuid NOT NULL,
    message_id uuid NOT NULL,
    name text NOT NULL,
    purpose text NOT NULL,
    sha256 text NOT NULL,
    content bytea NOT NULL,
    received_at timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (message_id, name)
);
CREATE INDEX IF NOT EXISTS document_of_case ON document (case_id);
-- Of a file that followed: its official name, and what of a summons it answers
ALTER TABLE document ADD COLUMN IF NOT EXISTS official text NOT NULL DEFAULT '';
ALTER TABLE document ADD COLUMN IF NOT EXISTS answers text NOT NULL DEFAULT '';

-- Questions of the person and what the office wrote, one thread per case
CREATE TABLE IF NOT EXISTS letter (
    message_id uuid PRIMARY KEY,
    case_id uuid NOT NULL,
    from_office boolean NOT NULL,
    author text NOT NULL,
    body text NOT NULL,
    language text NOT NULL,
    in_reply_to uuid,
    at timestamptz NOT NULL
);
CREATE INDEX IF NOT EXISTS letter_of_case ON letter (case_id, at);

CREATE TABLE IF NOT EXISTS event (
    number bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    case_id uuid NOT NULL,
    kind text NOT NULL,
    body jsonb NOT NULL,
    by_whom text NOT NULL,
    at timestamptz NOT NULL DEFAULT now()
);
CREATE INDEX IF NOT EXISTS event_of_case ON event (case_id, number);

-- What a test asked the register to do wrong: each row spoils one apply
CREATE TABLE IF NOT EXISTS misbehaviour (
    number bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    how text NOT NULL,
    seconds double precision NOT NULL DEFAULT 0
);
ALTER TABLE misbehaviour DROP CONSTRAINT IF EXISTS misbehaviour_how_check;
ALTER TABLE misbehaviour ADD CONSTRAINT misbehaviour_how_check CHECK (how IN ('refuse', 'fail', 'away', 'delay'));
