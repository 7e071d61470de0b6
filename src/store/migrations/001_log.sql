-- 1: the log of events, and the tables derived from it. Frozen once merged; see `migration.rs`.

pragma application_id = 0x50524350; -- "PRCP"

-- Which store this is. The identity is that of the file; a copy of the file draws a new origin before it appends.
create table this_store (
    one integer primary key check (one = 1),
    origin text not null check (length(origin) = 16),
    identity text not null,
    created integer not null
) strict;

-- What happened: the only truth. `tick` is a clock that never goes back, over all stores whose events are known
-- here; `chain` is the hash over the event and the chain of the event before it.
create table events (
    origin text not null check (length(origin) = 16),
    sequence integer not null check (sequence >= 1),
    tick integer not null check (tick >= 0),
    at integer not null,
    attempt text,
    item text,
    kind text not null,
    body text not null,
    chain text not null check (length(chain) = 64),
    primary key (origin, sequence)
) strict;

create unique index events_in_order on events (tick, origin);
create index events_of_attempt on events (attempt, tick, origin) where attempt is not null;

create trigger events_are_never_changed before update on events
begin
    select raise(abort, 'events are never changed');
end;

create trigger events_are_never_removed before delete on events
begin
    select raise(abort, 'events are never removed');
end;

-- Everything below is derived from `events` and can be rebuilt at any time.

create table attempts (
    id text primary key,
    kind text not null,
    target text not null,
    credential text,
    started integer not null,
    last integer not null,
    tick integer not null,
    places integer not null,
    answered integer not null,
    right integer not null,
    credit real not null,
    milliseconds integer not null,
    state text not null check (state in ('open', 'finished', 'given_up'))
) strict;

create index attempts_in_order on attempts (tick);
create index attempts_of_credential on attempts (credential, tick);
create index attempts_by_state on attempts (state, tick);

-- The latest answer at each position of each attempt.
create table answers (
    attempt text not null references attempts (id),
    position integer not null,
    item text not null,
    credential text not null,
    domain text not null,
    tasks text not null,
    kind text not null,
    level text,
    right integer not null check (right in (0, 1)),
    credit real not null,
    milliseconds integer not null,
    hints integer not null,
    at integer not null,
    tick integer not null,
    content_hash text not null,
    key_hash text not null,
    primary key (attempt, position)
) strict;

create index answers_of_item on answers (item, tick);
create index answers_of_credential on answers (credential, at);

-- What the answers say of an item, counted since its key last changed.
create table item_history (
    item text primary key,
    seen integer not null,
    right integer not null,
    last_at integer not null,
    last_right integer not null,
    last_credit real not null,
    content_hash text not null,
    key_hash text not null
) strict;

create table flags (
    item text primary key,
    at integer not null
) strict;

create table notes (
    item text primary key,
    text text not null,
    at integer not null
) strict;

create table disputes (
    item text primary key,
    content_hash text,
    key_hash text,
    reason text not null,
    at integer not null
) strict;

create table goals (
    credential text primary key,
    exam text,
    minutes integer,
    target real,
    at integer not null
) strict;
