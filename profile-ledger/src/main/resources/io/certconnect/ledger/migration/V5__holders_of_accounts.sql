-- Whoever asks to be connected names accounts, and their holders are locked with their roots, by one statement. Two things
-- make that cheap and right.

-- Reads the directory once, some seconds for ten million profiles, in which none can be changed or merged; as long as it takes.
set local statement_timeout = 0;

-- First, nearly every holder is its own root. This index tells the few others, so that finding roots costs next to nothing
-- for the rest. Its condition is like that of no other index, for the reason that V1 gives.
create index certification_profile_absorbed_account on certification_profile (account_id) include (root_id)
    where root_id <> id;

-- Second, an account may get another holder after the statement began and before all is locked. Who compares this number
-- before and after knows whether it is worth looking: it moves with everything that can give an account another holder.
create table holder_change (
    only_row boolean not null default true,
    number   bigint not null,
    constraint holder_change_pkey primary key (only_row),
    constraint holder_change_only_row check (only_row)
);

comment on table holder_change is 'One row, whose number grows in each transaction that may have given an account another holder.';

insert into holder_change (number) values (0);

create function holder_change_noted() returns trigger language plpgsql as $$
begin
    update ledger.holder_change set number = number + 1 where xmin <> pg_current_xact_id()::xid;
    return null;
end
$$;

-- Once a transaction, though `on conflict` fires it twice. Its row stays locked until the transaction ends, so whoever
-- changes holders does it last of all.
create trigger certification_profile_holder_changed after insert or delete or update of account_id on certification_profile
    for each statement execute function holder_change_noted();
