-- A store of format 1 as the program wrote it, dumped once and never changed.
pragma application_id = 1347568464;
pragma user_version = 1;
pragma foreign_keys = off; -- tables stand here by name, not by dependence
BEGIN TRANSACTION;
CREATE TABLE answers (
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
INSERT INTO "answers" VALUES('a1',0,'x','rhit','2','["2.1","t10"]','choice','application',1,1.0,12000,0,1795356302000,1795356302000,'01010101010101010101010101010101','02020202020202020202020202020202');
INSERT INTO "answers" VALUES('a1',1,'y','rhit','2','["2.1","t10"]','choice','application',0,0.0,12000,0,1795356303000,1795356303000,'01010101010101010101010101010101','02020202020202020202020202020202');
INSERT INTO "answers" VALUES('a2',0,'y','rhit','2','["2.1","t10"]','choice','application',1,1.0,12000,0,1795356309000,1795356309000,'01010101010101010101010101010101','02020202020202020202020202020202');
CREATE TABLE attempts (
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
INSERT INTO "attempts" VALUES('a1','quiz','rhit','rhit',1795356301000,1795356304000,1795356304000,2,2,1,1.0,24000,'finished');
INSERT INTO "attempts" VALUES('a2','quiz','rhit','rhit',1795356308000,1795356309000,1795356309000,2,1,1,1.0,12000,'open');
CREATE TABLE disputes (
    item text primary key,
    content_hash text,
    key_hash text,
    reason text not null,
    at integer not null
) strict;
CREATE TABLE events (
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
INSERT INTO "events" VALUES('328b2f8ed8616fb5',1,1795356301000,1795356301000,'a1',NULL,'attempt_started','{"kind":"quiz","target":"rhit","credential":"rhit","seed":18446744073709551615,"feedback":"each","places":[{"item":"x","bank":"rhit-starter","hashes":{"content":"01010101010101010101010101010101","key":"02020202020202020202020202020202"}},{"item":"y","bank":"rhit-starter","hashes":{"content":"01010101010101010101010101010101","key":"02020202020202020202020202020202"}}]}','087978adefaddbcf54850bc2cf3dcdcb8ccc9eccc30fc11a84e3d9059f375cb0');
INSERT INTO "events" VALUES('328b2f8ed8616fb5',2,1795356302000,1795356302000,'a1','x','answered','{"position":0,"item":"x","hashes":{"content":"01010101010101010101010101010101","key":"02020202020202020202020202020202"},"credential":"rhit","domain":"2","tasks":["2.1","t10"],"level":"application","kind":"choice","raw":"c","reading":{"options":[2]},"order":[3,1,2,0],"drawn":null,"reversed":false,"right":true,"credit":1.0,"milliseconds":12000,"hints":0}','d56ed827f7dbe52e7543d504d6432cb74a81b336164c444d5a12ce759620c3b1');
INSERT INTO "events" VALUES('328b2f8ed8616fb5',3,1795356303000,1795356303000,'a1','y','answered','{"position":1,"item":"y","hashes":{"content":"01010101010101010101010101010101","key":"02020202020202020202020202020202"},"credential":"rhit","domain":"2","tasks":["2.1","t10"],"level":"application","kind":"choice","raw":"c","reading":{"options":[2]},"order":[3,1,2,0],"drawn":null,"reversed":false,"right":false,"credit":0.0,"milliseconds":12000,"hints":0}','9ecb5ad6731e02e381494004e95d3e9d2ccadcfcf7364d209a74810524f3809b');
INSERT INTO "events" VALUES('328b2f8ed8616fb5',4,1795356304000,1795356304000,'a1',NULL,'attempt_finished','{"given_up":false}','a1f364c69c54c7531b3163efb52c3c6d1df4362b183ac3d8b6d852e8f2653aa3');
INSERT INTO "events" VALUES('328b2f8ed8616fb5',5,1795356305000,1795356305000,NULL,'y','flagged','{"item":"y","on":true}','ca78923a0e76cdf92edea110ad2033151e94e000641c35e3ec641dacf9784d68');
INSERT INTO "events" VALUES('328b2f8ed8616fb5',6,1795356306000,1795356306000,NULL,'y','noted','{"item":"y","text":"look at 164.512 again"}','88da8c0dfdc4f48be46ebc79efbe3eb508990d39be7e1c2bd6e5b607844338eb');
INSERT INTO "events" VALUES('328b2f8ed8616fb5',7,1795356307000,1795356307000,NULL,NULL,'goal_set','{"credential":"rhit","exam":"2027-03-15","minutes":45,"target":0.8}','610a391452ab0c0a7e461bca54f3011484b95596110f3a872169d6fd2f490c5a');
INSERT INTO "events" VALUES('328b2f8ed8616fb5',8,1795356308000,1795356308000,'a2',NULL,'attempt_started','{"kind":"quiz","target":"rhit","credential":"rhit","seed":18446744073709551615,"feedback":"each","places":[{"item":"y","bank":"rhit-starter","hashes":{"content":"01010101010101010101010101010101","key":"02020202020202020202020202020202"}},{"item":"z","bank":"rhit-starter","hashes":{"content":"01010101010101010101010101010101","key":"02020202020202020202020202020202"}}]}','acb79aa8c8e7f7747f115061e1022fed85f8b41907e750dcd93394527d5e1765');
INSERT INTO "events" VALUES('328b2f8ed8616fb5',9,1795356309000,1795356309000,'a2','y','answered','{"position":0,"item":"y","hashes":{"content":"01010101010101010101010101010101","key":"02020202020202020202020202020202"},"credential":"rhit","domain":"2","tasks":["2.1","t10"],"level":"application","kind":"choice","raw":"c","reading":{"options":[2]},"order":[3,1,2,0],"drawn":null,"reversed":false,"right":true,"credit":1.0,"milliseconds":12000,"hints":0}','92b49e54f09b4991ccc91a7eab6a60649c44a51f1e9f1a2c681d5954081f0a1c');
CREATE TABLE flags (
    item text primary key,
    at integer not null
) strict;
INSERT INTO "flags" VALUES('y',1795356305000);
CREATE TABLE goals (
    credential text primary key,
    exam text,
    minutes integer,
    target real,
    at integer not null
) strict;
INSERT INTO "goals" VALUES('rhit','2027-03-15',45,0.8,1795356307000);
CREATE TABLE item_history (
    item text primary key,
    seen integer not null,
    right integer not null,
    last_at integer not null,
    last_right integer not null,
    last_credit real not null,
    content_hash text not null,
    key_hash text not null
) strict;
INSERT INTO "item_history" VALUES('x',1,1,1795356302000,1,1.0,'01010101010101010101010101010101','02020202020202020202020202020202');
INSERT INTO "item_history" VALUES('y',2,1,1795356309000,1,1.0,'01010101010101010101010101010101','02020202020202020202020202020202');
CREATE TABLE notes (
    item text primary key,
    text text not null,
    at integer not null
) strict;
INSERT INTO "notes" VALUES('y','look at 164.512 again',1795356306000);
CREATE TABLE this_store (
    one integer primary key check (one = 1),
    origin text not null check (length(origin) = 16),
    identity text not null,
    created integer not null
) strict;
INSERT INTO "this_store" VALUES(1,'328b2f8ed8616fb5','10019345-1795371627088935975',1795356301000);
CREATE UNIQUE INDEX events_in_order on events (tick, origin);
CREATE INDEX events_of_attempt on events (attempt, tick, origin) where attempt is not null;
CREATE TRIGGER events_are_never_changed before update on events
begin
    select raise(abort, 'events are never changed');
end;
CREATE TRIGGER events_are_never_removed before delete on events
begin
    select raise(abort, 'events are never removed');
end;
CREATE INDEX attempts_in_order on attempts (tick);
CREATE INDEX attempts_of_credential on attempts (credential, tick);
CREATE INDEX attempts_by_state on attempts (state, tick);
CREATE INDEX answers_of_item on answers (item, tick);
CREATE INDEX answers_of_credential on answers (credential, at);
COMMIT;
