#!/bin/sh
# The first start of PostgreSQL runs this: the registry has a database and a role of its own.
set -eu

psql --set ON_ERROR_STOP=1 --set password="$REGISTRY_DATABASE_PASSWORD" --username "$POSTGRES_USER" --dbname postgres <<'SQL'
create role registry login password :'password';
create database registry owner registry;
revoke connect on database registry from public;
SQL
