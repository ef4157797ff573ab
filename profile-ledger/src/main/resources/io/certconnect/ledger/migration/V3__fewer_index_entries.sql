-- As long as it takes, whatever limit the worker that starts first has for its own statements.
set local statement_timeout = 0;

-- The decision that made a connection is found by way of the connection, so it needs no entry of its own here.
-- Reads all decisions once, some ten seconds for ten million, in which none can be written.
create index decision_of_profile_but_connecting on decision (certification_profile_id)
    where certification_profile_id is not null and rule <> 'CONNECT';
drop index decision_of_profile;

create view decision_on_profile as
    select certification_profile_id as profile_id, decision.*
    from decision
    where certification_profile_id is not null and rule <> 'CONNECT'
    union all
    select other_profile_id, decision.*
    from decision
    where other_profile_id is not null and other_profile_id is distinct from certification_profile_id
    union all
    select connection.certification_profile_id, decision.*
    from connection join decision using (request_id);

comment on view decision_on_profile is 'Every decision once for each certification profile that it names; to be asked for one profile_id.';
