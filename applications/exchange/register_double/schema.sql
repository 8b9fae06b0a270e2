-- The register double: the preliminary base (art. 225e of the Act on foreigners), what entered a register
-- (art. 428(1)(2)), the importer's inbox and the messages that go back to MOS. Run at every start.

CREATE SEQUENCE IF NOT EXISTS register_number;

-- What was applied or given up, once per message; the importer's memory of the order in each case
CREATE TABLE IF NOT EXISTS inbox (
    number bigint GENERATED ALWAYS AS IDENTITY,
    message_id uuid PRIMARY KEY,
    stream_seq bigint NOT NULL UNIQUE,
    case_id uuid NOT NULL,
    case_seq integer NOT NULL,
    kind text NOT NULL,
    hash text NOT NULL,
    verdict text NOT NULL CHECK (verdict IN ('applied', 'rejected')),
    register_ref text,
    settled_at timestamptz NOT NULL DEFAULT now(),
    UNIQUE (case_id, case_seq)
);

-- Every try is counted before it is made
CREATE TABLE IF NOT EXISTS attempt (
    message_id uuid PRIMARY KEY,
    stream_seq bigint NOT NULL,
    case_id uuid NOT NULL,
    case_seq integer NOT NULL,
    kind text NOT NULL,
    hash text NOT NULL,
    attempts integer NOT NULL DEFAULT 0,
    not_before timestamptz NOT NULL DEFAULT now(),
    state text NOT NULL DEFAULT 'trying' CHECK (state IN ('trying', 'quarantined')),
    reason text NOT NULL DEFAULT '',
    since timestamptz NOT NULL DEFAULT now()
);

-- Tries that met something that was away; they are no tries of the message
ALTER TABLE attempt ADD COLUMN IF NOT EXISTS waits integer NOT NULL DEFAULT 0;

-- What was found in a spool and is no whole message; the files are in the spool's folder `set-aside`
CREATE TABLE IF NOT EXISTS set_aside (
    number bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    name text NOT NULL,
    kept_as text NOT NULL,
    reason text NOT NULL,
    at timestamptz NOT NULL DEFAULT now()
);

CREATE TABLE IF NOT EXISTS outgoing (
    gov_seq bigint PRIMARY KEY,
    message_id uuid NOT NULL UNIQUE,
    case_id uuid NOT NULL,
    case_seq integer NOT NULL,
    kind text NOT NULL,
    hash text NOT NULL UNIQUE,
    signed text NOT NULL,
    written_at timestamptz NOT NULL DEFAULT now(),
    UNIQUE (case_id, case_seq)
);

CREATE TABLE IF NOT EXISTS outgoing_part (
    gov_seq bigint NOT NULL REFERENCES outgoing,
    name text NOT NULL,
    sealed bytea NOT NULL,
    PRIMARY KEY (gov_seq, name)
);

-- One record per application; `base` says whether it has left the preliminary base
CREATE TABLE IF NOT EXISTS record (
    case_id uuid PRIMARY KEY,
    register_ref text NOT NULL UNIQUE,
    message_id uuid NOT NULL UNIQUE,
    base text NOT NULL DEFAULT 'preliminary' CHECK (base IN ('preliminary', 'd', 'e', 'f')),
    state text NOT NULL DEFAULT 'filed',
    procedure text NOT NULL,
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

-- The head of the portal's trail as its signed daily report told it; nothing here is ever changed
CREATE TABLE IF NOT EXISTS trail_head (
    day date PRIMARY KEY,
    seq bigint NOT NULL,
    hash text NOT NULL,
    holds boolean NOT NULL, -- whether the portal still had the head kept before
    signed text NOT NULL,
    kept_at timestamptz NOT NULL DEFAULT now()
);

-- What a test asked the register to do wrong: each row spoils one apply
CREATE TABLE IF NOT EXISTS misbehaviour (
    number bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    how text NOT NULL,
    seconds double precision NOT NULL DEFAULT 0
);
ALTER TABLE misbehaviour DROP CONSTRAINT IF EXISTS misbehaviour_how_check;
ALTER TABLE misbehaviour ADD CONSTRAINT misbehaviour_how_check CHECK (how IN ('refuse', 'fail', 'away', 'delay'));
