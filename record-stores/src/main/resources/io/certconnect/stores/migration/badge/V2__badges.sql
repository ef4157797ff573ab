-- Badges awarded and revoked, as they were recorded: the newest version of each record, under its own profile for ever.
-- Two contents under one version break the publisher's promise; the greater fingerprint stays, whatever came first.
create table badge_record (
    certification_profile_id text collate "C",
    record_id text collate "C",
    version bigint not null,
    fingerprint bigint not null,
    recorded_at timestamptz not null,
    kind text not null,
    badge_id text collate "C" not null,
    achievement_code text,
    title text,
    awarded_at timestamptz,
    expires_at timestamptz,
    image_url text,
    reason text,
    primary key (certification_profile_id, record_id),
    constraint whole check (
        case kind
            when 'AWARDED' then achievement_code is not null and title is not null and awarded_at is not null
            when 'REVOKED' then reason is not null
            else false
        end
    )
);

-- The read contract: each badge of a learner once, with where it comes from: the earliest award, the latest expiry (none is
-- the latest of all), revoked for good. One that was revoked and whose award has not come yet does not show.
create view learner_badge as
select
    learn_profile_id,
    badge_id,
    achievement_code,
    title,
    awarded_at,
    nullif(last_expiry, 'infinity') as expires_at,
    image_url,
    case when revocations > 0 then 'REVOKED' when last_expiry <= now() then 'EXPIRED' else 'AWARDED' end as state,
    revocation_reason,
    certification_profile_id,
    record_id,
    record_ids,
    through_merge
from (
    select distinct on (owner.learn_profile_id, record.badge_id)
        owner.learn_profile_id,
        record.badge_id,
        record.kind,
        record.achievement_code,
        record.title,
        record.awarded_at,
        max(coalesce(record.expires_at, 'infinity')) filter (where record.kind = 'AWARDED') over badge as last_expiry,
        record.image_url,
        count(*) filter (where record.kind = 'REVOKED') over badge as revocations,
        -- Of several reasons the first in the alphabet: any will do, but it must be the same each time.
        min(record.reason) filter (where record.kind = 'REVOKED') over badge as revocation_reason,
        record.certification_profile_id,
        record.record_id,
        array_agg(record.record_id) over badge as record_ids,
        owner.through_merge
    from learner_profile owner
    -- Fenced (offset 0): the planner cannot know how few profiles are merged, and would scan the table for one learner.
    cross join lateral (
        select * from badge_record
        where certification_profile_id = owner.certification_profile_id
        offset 0
    ) as record
    window badge as (
        partition by owner.learn_profile_id, record.badge_id
        order by record.certification_profile_id, record.record_id
        rows between unbounded preceding and unbounded following
    )
    order by
        owner.learn_profile_id,
        record.badge_id,
        record.kind <> 'AWARDED',
        record.awarded_at,
        record.certification_profile_id,
        record.record_id
) as badges
where kind = 'AWARDED';

-- Every learner that the store knows: connected.
create view learner as
select learn_profile_id from connection;

-- For previews of merges: the badges recorded under each profile, connected or not.
create view recorded_entry as
select distinct certification_profile_id, badge_id as entry_id
from badge_record
where kind = 'AWARDED';

grant usage on schema ${flyway:defaultSchema} to ${reader};
grant select on learner_badge, learner, recorded_entry to ${reader};
