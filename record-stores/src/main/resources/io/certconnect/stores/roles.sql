-- Run once by an administrator, in the database that holds the stores; running it again changes nothing. The two stores'
-- roles get a password afterwards: alter role certconnect_transcript password '...'. CREATE on the database is what a
-- rebuild needs to put a fresh schema beside the live one.
do $$
begin
    if not exists (select from pg_roles where rolname = 'certconnect_reader') then
        create role certconnect_reader nologin;
    end if;
    if not exists (select from pg_roles where rolname = 'certconnect_transcript') then
        create role certconnect_transcript login;
    end if;
    if not exists (select from pg_roles where rolname = 'certconnect_badge') then
        create role certconnect_badge login;
    end if;
    execute format('grant create on database %I to certconnect_transcript, certconnect_badge', current_database());
end
$$;
