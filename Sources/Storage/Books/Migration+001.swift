extension Migration {
    static let books = Migration(
        number: 1,
        name: "packed books",
        statements: cases + clocks + people + city + around
    )

    private static let cases: [SQL] = [
        """
        CREATE TABLE cases (
            id BIGINT PRIMARY KEY,
            number TEXT NOT NULL UNIQUE,
            version BIGINT NOT NULL,
            stage TEXT NOT NULL,
            kind TEXT NOT NULL,
            source TEXT NOT NULL,
            urgency TEXT NOT NULL,
            topic TEXT,
            category TEXT,
            district TEXT,
            area TEXT,
            unit TEXT,
            follower BIGINT,
            recorded_by BIGINT NOT NULL,
            recorded_at BIGINT NOT NULL,
            local_day TEXT NOT NULL,
            due_at BIGINT,
            waiting_due_at BIGINT,
            next_at BIGINT,
            ended_at BIGINT,
            pending TEXT,
            parent TEXT,
            unrouted BIGINT NOT NULL,
            caller_key BYTEA,
            case_key BYTEA,
            state BYTEA NOT NULL,
            sealed BYTEA,
            CHECK ((ended_at IS NOT NULL) =
                (stage IN ('answered', 'not_accepted', 'not_registered', 'closed', 'voided')))
        )
        """,
        "CREATE INDEX cases_of_stage ON cases (stage, waiting_due_at) WHERE ended_at IS NULL",
        "CREATE INDEX cases_of_unit ON cases (unit, id)",
        "CREATE INDEX cases_of_caller ON cases (caller_key, id) WHERE caller_key IS NOT NULL",
        "CREATE INDEX cases_of_follower ON cases (follower, id) WHERE ended_at IS NULL",
        "CREATE INDEX cases_due_next ON cases (next_at) WHERE next_at IS NOT NULL",
        "CREATE INDEX cases_overdue ON cases (due_at) WHERE due_at IS NOT NULL",
        """
        CREATE TABLE case_events (
            case_id BIGINT NOT NULL REFERENCES cases (id),
            seq BIGINT NOT NULL,
            at BIGINT NOT NULL,
            person BIGINT NOT NULL,
            kind TEXT NOT NULL,
            body BYTEA NOT NULL,
            private BYTEA,
            hash BYTEA NOT NULL,
            PRIMARY KEY (case_id, seq)
        ) WITHOUT ROWID
        """,
        // What is kept in the order of its key has the key's columns first: SQLite 3.40's check of its pages counts on it.
        """
        CREATE TABLE case_units (
            unit TEXT NOT NULL,
            case_id BIGINT NOT NULL REFERENCES cases (id),
            PRIMARY KEY (unit, case_id)
        ) WITHOUT ROWID
        """,
        """
        CREATE TABLE drafts (
            id BIGINT PRIMARY KEY,
            person BIGINT NOT NULL,
            sealed TEXT NOT NULL,
            changed_at BIGINT NOT NULL
        )
        """,
        "CREATE INDEX drafts_of_person ON drafts (person, id)",
    ]

    private static let clocks: [SQL] = [
        """
        CREATE TABLE clock_segments (
            case_id BIGINT NOT NULL REFERENCES cases (id),
            clock TEXT NOT NULL,
            seq BIGINT NOT NULL,
            round BIGINT NOT NULL,
            unit TEXT,
            person BIGINT,
            started_at BIGINT NOT NULL,
            stopped_at BIGINT,
            measure TEXT NOT NULL,
            limit_seconds BIGINT NOT NULL,
            used_seconds BIGINT,
            overdue BIGINT NOT NULL,
            PRIMARY KEY (case_id, clock, seq)
        ) WITHOUT ROWID
        """,
        """
        CREATE TABLE tallies (
            day TEXT NOT NULL,
            district TEXT NOT NULL,
            name TEXT NOT NULL,
            value BIGINT NOT NULL,
            PRIMARY KEY (day, district, name)
        ) WITHOUT ROWID
        """,
        "CREATE TABLE journal (position BIGINT PRIMARY KEY, topic TEXT NOT NULL, at BIGINT NOT NULL)",
        "CREATE TABLE counters (name TEXT PRIMARY KEY, value BIGINT NOT NULL)",
    ]

    private static let people: [SQL] = [
        """
        CREATE TABLE people (
            id BIGINT PRIMARY KEY,
            account TEXT NOT NULL UNIQUE,
            name TEXT NOT NULL,
            roles TEXT NOT NULL,
            team TEXT,
            unit TEXT,
            sources TEXT NOT NULL,
            active BIGINT NOT NULL,
            demonstration BIGINT NOT NULL,
            password TEXT,
            password_at BIGINT,
            must_change BIGINT NOT NULL,
            failures BIGINT NOT NULL,
            locked_until BIGINT
        )
        """,
        "CREATE TABLE old_passwords (person BIGINT NOT NULL, at BIGINT NOT NULL, password TEXT NOT NULL, PRIMARY KEY (person, at))",
        """
        CREATE TABLE sessions (
            token TEXT PRIMARY KEY,
            person BIGINT NOT NULL,
            form_token TEXT NOT NULL,
            started_at BIGINT NOT NULL,
            seen_at BIGINT NOT NULL,
            address TEXT NOT NULL
        )
        """,
        "CREATE INDEX sessions_of_person ON sessions (person)",
        """
        CREATE TABLE tokens (
            id BIGINT PRIMARY KEY,
            token TEXT NOT NULL UNIQUE,
            person BIGINT NOT NULL,
            name TEXT NOT NULL,
            made_at BIGINT NOT NULL,
            expires_at BIGINT,
            revoked_at BIGINT
        )
        """,
    ]

    private static let city: [SQL] = [
        "CREATE TABLE city_versions (version BIGINT PRIMARY KEY, at BIGINT NOT NULL, person BIGINT NOT NULL, note TEXT NOT NULL)",
        "CREATE TABLE city_tables (version BIGINT NOT NULL, file TEXT NOT NULL, words TEXT NOT NULL, PRIMARY KEY (version, file))",
    ]

    private static let around: [SQL] = [
        """
        CREATE TABLE outbox (
            id BIGINT PRIMARY KEY,
            case_id BIGINT NOT NULL,
            number TEXT NOT NULL,
            seq BIGINT NOT NULL,
            at BIGINT NOT NULL,
            recipient TEXT NOT NULL,
            kind TEXT NOT NULL,
            event TEXT NOT NULL,
            sent_at BIGINT
        )
        """,
        "CREATE INDEX outbox_of_recipient ON outbox (recipient, id)",
        "CREATE TABLE inbox_marks (person BIGINT PRIMARY KEY, read_to BIGINT NOT NULL)",
        """
        CREATE TABLE attachments (
            id TEXT PRIMARY KEY,
            person BIGINT NOT NULL,
            at BIGINT NOT NULL,
            width BIGINT NOT NULL,
            height BIGINT NOT NULL,
            bytes BIGINT NOT NULL,
            digest TEXT NOT NULL,
            number TEXT
        )
        """,
        """
        CREATE TABLE idempotency (
            token TEXT NOT NULL,
            key TEXT NOT NULL,
            digest TEXT NOT NULL,
            at BIGINT NOT NULL,
            subject TEXT NOT NULL,
            version BIGINT NOT NULL,
            PRIMARY KEY (token, key)
        )
        """,
        """
        CREATE TABLE audit (
            id BIGINT PRIMARY KEY,
            at BIGINT NOT NULL,
            person BIGINT NOT NULL,
            roles TEXT NOT NULL,
            address TEXT NOT NULL,
            action TEXT NOT NULL,
            object TEXT NOT NULL,
            before TEXT,
            after TEXT,
            result TEXT NOT NULL,
            reason TEXT,
            hash TEXT NOT NULL
        )
        """,
        "CREATE INDEX audit_of_action ON audit (action, id)",
        """
        CREATE TABLE reveals (
            person BIGINT NOT NULL,
            number TEXT NOT NULL,
            until BIGINT NOT NULL,
            PRIMARY KEY (person, number)
        )
        """,
    ]
}
