-- Exams and certifications, as they were recorded: the newest version of each record, under its own profile for ever. Two
-- contents under one version break the publisher's promise; the greater fingerprint stays, whatever came first.
create table certification_record (
    certification_profile_id text collate "C",
    record_id text collate "C",
    version bigint not null,
    fingerprint bigint not null,
    recorded_at timestamptz not null,
    kind text not null,
    -- attemptId or credentialId: what makes records of several profiles one entry.
    entry_id text collate "C" not null,
    code text,
    title text,
    taken_at timestamptz,
    score integer,
    passed boolean,
    earned_on date,
    expires_on date,
    reason text,
    primary key (certification_profile_id, record_id),
    constraint whole check (
        case kind
            when 'EXAM' then code is not null and title is not null and taken_at is not null and passed is not null
            when 'EARNED' then code is not null and title is not null and earned_on is not null
            when 'RENEWED' then expires_on is not null
            when 'REVOKED' then reason is not null
            else false
        end
    )
);

create table learn_activity (
    learn_profile_id text collate "C",
    activity_id text collate "C",
    version bigint not null,
    fingerprint bigint not null,
    kind text not null,
    code text not null,
    title text not null,
    completed_at timestamptz not null,
    primary key (learn_profile_id, activity_id)
);

-- A day is UTC's: a certification is valid through the day it expires on.
create function today() returns date stable
return (now() at time zone 'UTC')::date;

-- How long before it expires a certification can be renewed.
create function renewal_window() returns interval immutable
return interval '6 months';

-- The views fence the records of a profile (offset 0): the planner cannot know how few profiles are merged, and would scan
-- the table for one learner.

-- Each attempt once: of several records under merged profiles, the earliest.
create view learner_exam as
select
    *,
    row_number() over (partition by learn_profile_id, code order by taken_at, entry_id) as attempt
from (
    select distinct on (owner.learn_profile_id, record.entry_id)
        owner.learn_profile_id,
        record.entry_id,
        record.code,
        record.title,
        record.taken_at,
        record.score,
        record.passed,
        record.certification_profile_id,
        record.record_id,
        array_agg(record.record_id) over (
            partition by owner.learn_profile_id, record.entry_id
            order by record.certification_profile_id, record.record_id
            rows between unbounded preceding and unbounded following
        ) as record_ids,
        owner.through_merge
    from learner_profile owner
    cross join lateral (
        select * from certification_record
        where certification_profile_id = owner.certification_profile_id
        offset 0
    ) as record
    where record.kind = 'EXAM'
    order by
        owner.learn_profile_id, record.entry_id, record.taken_at, record.certification_profile_id, record.record_id
) as attempts;

-- Each credential once: the earliest award, the latest expiry (none is the latest of all), revoked for good. One that was
-- renewed or revoked and whose award has not come yet does not show.
create view learner_certification as
select
    learn_profile_id,
    entry_id,
    code,
    title,
    earned_on,
    nullif(last_expiry, 'infinity') as expires_on,
    case
        when revocations > 0 then 'REVOKED'
        when last_expiry < today() then 'EXPIRED'
        when last_expiry - renewal_window() <= today() then 'EXPIRING'
        else 'ACTIVE'
    end as state,
    renewals,
    revocation_reason,
    certification_profile_id,
    record_id,
    record_ids,
    through_merge
from (
    select distinct on (owner.learn_profile_id, record.entry_id)
        owner.learn_profile_id,
        record.entry_id,
        record.kind,
        record.code,
        record.title,
        record.earned_on,
        max(coalesce(record.expires_on, 'infinity')) filter (where record.kind in ('EARNED', 'RENEWED')) over credential
            as last_expiry,
        count(*) filter (where record.kind = 'RENEWED') over credential as renewals,
        count(*) filter (where record.kind = 'REVOKED') over credential as revocations,
        -- Of several reasons the first in the alphabet: any will do, but it must be the same each time.
        min(record.reason) filter (where record.kind = 'REVOKED') over credential as revocation_reason,
        record.certification_profile_id,
        record.record_id,
        array_agg(record.record_id) over credential as record_ids,
        owner.through_merge
    from learner_profile owner
    cross join lateral (
        select * from certification_record
        where certification_profile_id = owner.certification_profile_id
        offset 0
    ) as record
    where record.kind in ('EARNED', 'RENEWED', 'REVOKED')
    window credential as (
        partition by owner.learn_profile_id, record.entry_id
        order by record.certification_profile_id, record.record_id
        rows between unbounded preceding and unbounded following
    )
    order by
        owner.learn_profile_id,
        record.entry_id,
        record.kind <> 'EARNED',
        record.earned_on,
        record.certification_profile_id,
        record.record_id
) as credentials
where kind = 'EARNED';

-- The read contract: one row for each entry of a learner's transcript, with where it comes from. What belongs to another
-- type of entry is null.
create view learner_transcript as
select
    learn_profile_id,
    'EXAM' as entry_type,
    entry_id,
    code,
    title,
    taken_at as occurred_at,
    case when passed then 'PASSED' else 'FAILED' end as state,
    attempt,
    score,
    null::date as earned_on,
    null::date as expires_on,
    null::bigint as renewals,
    null::text as revocation_reason,
    null::text as activity_kind,
    certification_profile_id,
    record_id,
    record_ids,
    through_merge
from learner_exam
union all
select
    learn_profile_id,
    'CERTIFICATION',
    entry_id,
    code,
    title,
    earned_on::timestamp at time zone 'UTC',
    state,
    null,
    null,
    earned_on,
    expires_on,
    renewals,
    revocation_reason,
    null,
    certification_profile_id,
    record_id,
    record_ids,
    through_merge
from learner_certification
union all
select
    learn_profile_id,
    'LEARN_ACTIVITY',
    activity_id,
    code,
    title,
    completed_at,
    'COMPLETED',
    null,
    null,
    null,
    null,
    null,
    null,
    kind,
    null,
    activity_id,
    array[activity_id],
    false
from learn_activity;

-- Every learner that the store knows: connected, or active.
create view learner as
select learn_profile_id from connection
union
select learn_profile_id from learn_activity;

create view learner_statistics as
select
    learner.learn_profile_id,
    entries.*
from learner
cross join lateral (
    select
        count(*) filter (where entry_type = 'EXAM') as exam_attempts,
        count(*) filter (where entry_type = 'EXAM' and state = 'PASSED') as exams_passed,
        count(*) filter (where entry_type = 'CERTIFICATION') as certifications,
        count(*) filter (where entry_type = 'CERTIFICATION' and state in ('ACTIVE', 'EXPIRING')) as active_certifications,
        count(*) filter (where entry_type = 'CERTIFICATION' and state = 'EXPIRING') as renewals_due,
        count(*) filter (where entry_type = 'LEARN_ACTIVITY') as learn_activities,
        min(occurred_at) as first_activity_at,
        max(occurred_at) as last_activity_at
    from learner_transcript
    where learner_transcript.learn_profile_id = learner.learn_profile_id
) as entries;

-- For previews of merges: what was recorded under each profile, connected or not.
create view recorded_entry as
select distinct
    certification_profile_id,
    case kind when 'EXAM' then 'EXAM' else 'CERTIFICATION' end as entry_type,
    entry_id
from certification_record
where kind in ('EXAM', 'EARNED');

grant usage on schema ${flyway:defaultSchema} to ${reader};
grant select on learner_transcript, learner_statistics, learner, recorded_entry to ${reader};
