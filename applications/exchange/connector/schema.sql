-- The connector's memory: what was settled, what is tried, what goes back to MOS. Run at every start.

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

-- Every try is counted before it is made; `waits` are tries that met something that was away, and are no tries of it
CREATE TABLE IF NOT EXISTS attempt (
    message_id uuid PRIMARY KEY,
    stream_seq bigint NOT NULL,
    case_id uuid NOT NULL,
    case_seq integer NOT NULL,
    kind text NOT NULL,
    hash text NOT NULL,
    attempts integer NOT NULL DEFAULT 0,
    waits integer NOT NULL DEFAULT 0,
    not_before timestamptz NOT NULL DEFAULT now(),
    state text NOT NULL DEFAULT 'trying' CHECK (state IN ('trying', 'quarantined')),
    reason text NOT NULL DEFAULT '',
    since timestamptz NOT NULL DEFAULT now()
);

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

-- The head of the portal's trail as its signed daily report told it; nothing here is ever changed
CREATE TABLE IF NOT EXISTS trail_head (
    day date PRIMARY KEY,
    seq bigint NOT NULL,
    hash text NOT NULL,
    holds boolean NOT NULL, -- whether the portal still had the head kept before
    signed text NOT NULL,
    kept_at timestamptz NOT NULL DEFAULT now()
);
