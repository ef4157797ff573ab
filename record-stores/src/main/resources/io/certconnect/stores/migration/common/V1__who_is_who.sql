-- What a store knows of connections and merges, and which profiles' records a learner sees by that. Names are not
-- qualified: the same script makes the live schema and the fresh one of a rebuild.

-- The newest event about each Learn profile's connection.
create table connection (
    learn_profile_id text collate "C" primary key,
    certification_profile_id text collate "C" not null,
    connected_at timestamptz not null,
    sequence bigint not null
);

-- The newest event about each absorbed profile: whom it was merged into. An unmerge stays as a row without a survivor, so
-- that a merge which is older and comes later changes nothing.
create table merge (
    absorbed_id text collate "C" primary key,
    survivor_id text collate "C",
    decided_at timestamptz not null,
    sequence bigint not null
);

create index merge_by_survivor on merge (survivor_id) where survivor_id is not null;

-- How far each partition is in here: every record below was applied, kept, or is a dead letter. Written with the rows it
-- speaks of, so a rebuild can go exactly as far.
create table position (
    topic text collate "C",
    partition integer,
    next_offset bigint not null,
    primary key (topic, partition)
);

-- Records of a newer producer, as they came, until a version that understands them rebuilds the store.
create table kept_record (
    topic text collate "C",
    partition integer,
    "offset" bigint,
    key bytea,
    value bytea,
    reason text not null,
    kept_at timestamptz not null default now(),
    primary key (topic, partition, "offset")
);

-- Every certification profile whose records a connected learner sees: the connected one and all that was merged into it,
-- directly or not. Edges come in any order, so they may form a circle for a while; union ends it. The fence (offset 0)
-- makes the planner, who cannot know how few they are, ask the index for each and not scan the table.
create view learner_profile as
select
    connection.learn_profile_id,
    tree.id as certification_profile_id,
    tree.id <> connection.certification_profile_id as through_merge
from connection
cross join lateral (
    with recursive under (id) as (
        select connection.certification_profile_id
        union
        select absorbed.id from under cross join lateral (
            select absorbed_id as id from merge where survivor_id = under.id offset 0
        ) as absorbed
    )
    select id from under
) as tree;
