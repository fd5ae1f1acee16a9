#!/bin/bash
# Run once, by the image of PostgreSQL, in a new cluster: the two roles and the database that the owner migrates.
set -euo pipefail
# psql takes the passwords as variables and quotes them; they never stand in a command line.
psql -v ON_ERROR_STOP=1 --username "${POSTGRES_USER:-postgres}" --dbname postgres <<'SQL'
\getenv owner_password TITLEREVIEW_OWNER_PASSWORD
\getenv app_password TITLEREVIEW_APP_PASSWORD
create role titlereview_owner login nosuperuser nobypassrls nocreaterole nocreatedb password :'owner_password';
create role titlereview_app login nosuperuser nobypassrls nocreaterole nocreatedb password :'app_password';
create database titlereview owner titlereview_owner template template0 encoding 'UTF8' locale 'C';
revoke all on database titlereview from public;
grant connect on database titlereview to titlereview_app;
SQL
