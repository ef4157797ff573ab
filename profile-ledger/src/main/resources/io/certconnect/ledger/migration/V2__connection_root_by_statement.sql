-- "Only a root can be connected, and what is connected cannot be absorbed, though both be tried at once" was a foreign key
-- on (id, is_root). PostgreSQL checks a foreign key row by row, which cost more than all else about a connection. The same
-- rule, under the same name, is now checked once a statement; and the directory has one index less to keep.

set local statement_timeout = 0;

-- Nothing here reads a table, so it takes no time but to wait for batches in hand; in the order in which they lock.
lock table certification_profile, connection in access exclusive mode;

alter table connection drop constraint connection_root;
alter table connection drop constraint connection_of_a_root;
alter table connection drop column is_root;
alter table certification_profile drop constraint certification_profile_root;

-- Locks what it looks at, as a foreign key does: whoever absorbs one of these profiles meanwhile comes first or waits.
create function connection_root() returns trigger language plpgsql as $$
declare
    roots bigint;
begin
    perform from ledger.certification_profile
    where id = any (array(select certification_profile_id from made)) and merged_into is null
    for share;
    get diagnostics roots = row_count;
    if roots <> (select count(*) from made) then
        raise foreign_key_violation using
            message = '"connection_root": a certification profile to connect is unknown or was absorbed',
            schema = 'ledger', table = 'connection', constraint = 'connection_root';
    end if;
    return null;
end
$$;

create trigger connection_root_inserted after insert on connection
    referencing new table as made for each statement execute function connection_root();
create trigger connection_root_updated after update on connection
    referencing new table as made for each statement execute function connection_root();

create function connection_root_kept() returns trigger language plpgsql as $$
begin
    if exists (select from ledger.connection where certification_profile_id = old.id) then
        raise foreign_key_violation using
            message = '"connection_root": certification profile ' || old.id || ' is connected',
            schema = 'ledger', table = 'connection', constraint = 'connection_root';
    end if;
    return null;
end
$$;

create trigger connection_root_absorbed after update of merged_into on certification_profile
    for each row when (new.merged_into is not null) execute function connection_root_kept();
create trigger connection_root_renamed after update of id on certification_profile
    for each row when (new.id <> old.id) execute function connection_root_kept();
create trigger connection_root_deleted after delete on certification_profile
    for each row execute function connection_root_kept();

create function connection_root_emptied() returns trigger language plpgsql as $$
begin
    if exists (select from ledger.connection) then
        raise foreign_key_violation using
            message = '"connection_root": certification profiles are connected',
            schema = 'ledger', table = 'connection', constraint = 'connection_root';
    end if;
    return null;
end
$$;

create trigger connection_root_truncated after truncate on certification_profile
    for each statement execute function connection_root_emptied();
