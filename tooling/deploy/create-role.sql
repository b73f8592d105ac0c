-- Creates the role of the server, which is not a superuser, and a database that it owns. PostgreSQL's image runs this file,
-- as superuser, when its volume is empty.
\set ON_ERROR_STOP on
\getenv password ADMIN_EVENTS_PASSWORD

create role admin_events login nosuperuser nocreatedb nocreaterole noreplication password :'password';
-- The System page shows how old the transactions of other roles are.
grant pg_read_all_stats to admin_events;

create database admin_events owner admin_events;
revoke all on database admin_events from public;
