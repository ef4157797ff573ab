-- The ledger: one place where connecting and merging meet. Its constraints are the rules that must hold
-- whatever races: each side of a connection once, only a root connected, one decision per request.
-- Ids are compared as they are, so they sort by bytes (collate "C"), which also makes every look-up cheaper.

create table certification_profile (
    id          text collate "C" not null,
    account_id  text collate "C",
    status      text not null,
    legal_name  text,
    email       text,
    version     bigint not null,
    erased      boolean not null default false,
    updated_at  timestamptz not null,
    -- The edge that was asked for, kept as it was made; cutting it gives back what was there before.
    merged_into text collate "C",
    -- The end of the merges, materialised over the whole tree at each merge and unmerge.
    root_id     text collate "C" not null,
    is_root     boolean not null generated always as (merged_into is null) stored,

    constraint certification_profile_pkey primary key (id),
    constraint certification_profile_root unique (id, is_root),
    constraint certification_profile_survivor foreign key (merged_into) references certification_profile (id),
    constraint certification_profile_not_into_itself check (merged_into <> id),
    constraint certification_profile_root_is_own check ((merged_into is null) = (root_id = id)),
    constraint certification_profile_status check (status in ('ACTIVE', 'HELD', 'CLOSED')),
    constraint certification_profile_erased check (not erased or (status = 'CLOSED' and legal_name is null and email is null))
);

comment on table certification_profile is 'The directory of certification profiles and the forest of their merges.';
comment on column certification_profile.legal_name is 'Personal data; gone when the profile is erased.';
comment on column certification_profile.email is 'Personal data; gone when the profile is erased.';

create index certification_profile_account on certification_profile (account_id) where account_id is not null;
-- Few profiles are ever absorbed: these stay small however large the directory grows. Their conditions differ on purpose:
-- alike, the planner would take one for the other while statistics say that nothing was ever merged, and read all of it.
create index certification_profile_members on certification_profile (root_id) where not is_root;
create index certification_profile_absorbed on certification_profile (merged_into) where merged_into is not null;

create table connection (
    learn_profile_id         text collate "C" not null,
    certification_profile_id text collate "C" not null,
    is_root                  boolean not null default true,
    connected_at             timestamptz not null,
    request_id               uuid not null,

    constraint connection_pkey primary key (learn_profile_id),
    constraint connection_once unique (certification_profile_id),
    constraint connection_of_a_root check (is_root),
    -- Only a root can be connected, and what is connected cannot be absorbed, though both be tried at once.
    constraint connection_root foreign key (certification_profile_id, is_root)
        references certification_profile (id, is_root)
);

comment on table connection is 'Who is connected to whom: for good.';

create table decision (
    request_id               uuid not null,
    kind                     text not null,
    payload_hash             bytea not null,
    source_topic             text not null,
    source_partition         int not null,
    source_offset            bigint not null,
    sequence                 bigint not null,
    event_id                 uuid not null,
    event_key                text collate "C" not null,
    event                    bytea not null,
    certification_profile_id text collate "C",
    other_profile_id         text collate "C",
    outcome                  text not null,
    rule                     text not null,
    facts                    jsonb not null,
    decided_at               timestamptz not null,

    constraint decision_pkey primary key (request_id),
    constraint decision_kind check (kind in ('CONNECT', 'MERGE'))
);

comment on table decision is 'Every decision ever made: the audit trail, and the reason that a redelivery answers alike.';
comment on column decision.event is 'The event as it was published, Confluent framing included.';
comment on column decision.certification_profile_id is 'The profile that the decision is about; of a merge, the survivor.';
comment on column decision.other_profile_id is 'Of a merge, the absorbed profile.';

create index decision_of_profile on decision (certification_profile_id) where certification_profile_id is not null;
create index decision_of_other_profile on decision (other_profile_id) where other_profile_id is not null;

create sequence decision_sequence;

create table publication (
    topic        text not null,
    partition    int not null,
    published_to bigint not null,
    constraint publication_pkey primary key (topic, partition)
);

comment on table publication is 'Below this offset of a request topic every answer is known to be committed in Kafka.';

create table kept_record (
    topic     text not null,
    partition int not null,
    "offset"  bigint not null,
    key       bytea,
    value     bytea,
    reason    text not null,
    kept_at   timestamptz not null default now(),
    constraint kept_record_pkey primary key (topic, partition, "offset")
);

comment on table kept_record is 'Records of a newer producer that this version does not understand, as they came.';

create index kept_record_key on kept_record (topic, key);
